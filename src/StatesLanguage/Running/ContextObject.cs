using System.Text.Json;
using StatesLanguage.Choices;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>What <c>$$</c> shows: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html.</summary>
internal static class ContextObject
{
    public static JsonElement Of(ExecutionRun run, State state, DateTimeOffset enteredTime, int retryCount, MapItem? item) =>
        JsonText.Build(writer =>
        {
            var start = run.Start;
            writer.WriteStartObject();

            writer.WriteStartObject("Execution");
            writer.WriteString("Id", start.ExecutionArn);
            writer.WritePropertyName("Input");
            run.Input.WriteTo(writer);
            writer.WriteString("StartTime", Timestamp.Text(start.StartTime));
            writer.WriteString("Name", start.Name);
            if (start.RoleArn is not null)
            {
                writer.WriteString("RoleArn", start.RoleArn);
            }

            writer.WriteNumber("RedriveCount", start.RedriveCount);
            writer.WriteEndObject();

            writer.WriteStartObject("StateMachine");
            writer.WriteString("Id", start.StateMachineArn);
            writer.WriteString("Name", start.StateMachineName);
            writer.WriteEndObject();

            writer.WriteStartObject("State");
            writer.WriteString("Name", state.Name);
            writer.WriteString("EnteredTime", Timestamp.Text(enteredTime));
            if (state.CountsRetries)
            {
                writer.WriteNumber("RetryCount", retryCount);
            }

            writer.WriteEndObject();

            if (item is not null)
            {
                writer.WriteStartObject("Map");
                writer.WriteStartObject("Item");
                writer.WriteNumber("Index", item.Index);
                writer.WritePropertyName("Value");
                item.Value.WriteTo(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
}
