using System.Text.Json;
using StatesLanguage.Choices;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>An execution of a Map Run that has ended.</summary>
internal sealed record ChildExecution(ExecutionStart Start, ExecutionResult Outcome, DateTimeOffset StopTime)
{
    /// <summary>In the Map's result: the output, or, of one that failed and is tolerated, all that is known of it.</summary>
    public JsonElement Result => Outcome.Output is { } output ? JsonText.Parse(output) : Described();

    /// <summary>
    /// As the ResultWriter exports it: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html.
    /// </summary>
    public JsonElement Described() => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("ExecutionArn", Start.ExecutionArn);
        writer.WriteString("Input", Start.Input);
        Included("InputDetails");
        writer.WriteString("Name", Start.Name);
        if (Outcome.Output is { } output)
        {
            writer.WriteString("Output", output);
            Included("OutputDetails");
        }
        else
        {
            writer.WriteString("Error", Outcome.Error);
            writer.WriteString("Cause", Outcome.Cause);
        }

        writer.WriteNumber("RedriveCount", Start.RedriveCount);
        writer.WriteString("StartDate", Timestamp.Text(Start.StartTime));
        writer.WriteString("StateMachineArn", Start.StateMachineArn);
        writer.WriteString(
            "Status",
            Outcome.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : Outcome.Status == ExecutionStatus.Failed ? "FAILED" : "TIMED_OUT");
        writer.WriteString("StopDate", Timestamp.Text(StopTime));
        writer.WriteEndObject();

        void Included(string name)
        {
            writer.WriteStartObject(name);
            writer.WriteBoolean("Included", true);
            writer.WriteEndObject();
        }
    });
}
