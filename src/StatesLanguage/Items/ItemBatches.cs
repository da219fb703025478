using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;
using StatesLanguage.Running;

namespace StatesLanguage.Items;

/// <summary>The input of one child execution.</summary>
/// <param name="Items">How many items are in it.</param>
internal sealed record ItemBatch(JsonElement Input, int Items);

/// <summary>
/// Gathers items into <c>{"BatchInput": …, "Items": […]}</c>, as many as the limits of number and bytes allow; the key BatchInput is
/// there only where one is asked for, as recorded.
/// </summary>
internal static class ItemBatches
{
    public static IReadOnlyList<ItemBatch> Of(
        StateVisit visit, ItemBatcherSettings batcher, JsonElement input, IReadOnlyList<JsonElement> items)
    {
        var mostItems = Limit(visit, batcher.MaxItemsPerBatch, input) ?? int.MaxValue;
        var mostBytes = Math.Min(Limit(visit, batcher.MaxInputBytesPerBatch, input) ?? JsonText.MostBytes, JsonText.MostBytes);
        var batchInput = batcher.BatchInput?.Fill(visit.Around(input));
        var emptyBytes = JsonText.Utf8Bytes(Batch([]).Input);
        var batches = new List<ItemBatch>();
        var (gathered, bytes) = (new List<JsonElement>(), emptyBytes);
        foreach (var item in items)
        {
            // One more for the comma.
            var itemBytes = JsonText.Utf8Bytes(item) + (gathered.Count > 0 ? 1 : 0);
            if (gathered.Count > 0 && (gathered.Count >= mostItems || bytes + itemBytes > mostBytes))
            {
                batches.Add(Batch(gathered));
                (gathered, bytes, itemBytes) = ([], emptyBytes, JsonText.Utf8Bytes(item));
            }

            if (bytes + itemBytes > mostBytes)
            {
                throw new StateFailedException(
                    ErrorNames.DataLimitExceeded, $"An item of {itemBytes} bytes does not fit in a batch of {mostBytes} bytes.");
            }

            gathered.Add(item);
            bytes += itemBytes;
        }

        return gathered.Count > 0 ? [.. batches, Batch(gathered)] : batches;

        ItemBatch Batch(IReadOnlyList<JsonElement> content)
        {
            var list = KeyValuePair.Create("Items", JsonText.Array(content));
            return new ItemBatch(
                JsonText.Object(batchInput is { } head ? [KeyValuePair.Create("BatchInput", head), list] : [list]), content.Count);
        }
    }

    private static long? Limit(StateVisit visit, WholeSetting? setting, JsonElement input)
    {
        var limit = visit.Whole(setting, input);
        return limit <= 0 ? throw new RuntimeFaultException($"{setting!.Name} must be positive.") : limit;
    }
}
