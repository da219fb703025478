using Sparkify.Ingestion;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Template;

namespace Sparkify.LocalCloud.Queues;

/// <summary>The bucket's notification configuration at work: sends each new object to the queues that are to know of it.</summary>
public sealed class BucketNotices(IReadOnlyList<BucketNotification> notifications, IReadOnlyDictionary<string, LocalQueue> queues)
{
    private const string Put = "s3:ObjectCreated:Put";

    /// <summary>Whether a load is to be made of it: some queue gets it, and it is named as a dataset's files are.</summary>
    public bool IsFile(string key) => Concerns(key) && Dataset.All.Any(dataset => dataset.Takes(key));

    private bool Concerns(string key) => notifications.Any(notification => Covers(notification, key));

    /// <summary>Each queue gets its own at once, in their order.</summary>
    public void Send(IReadOnlyList<StoredObject> stored)
    {
        foreach (var notification in notifications)
        {
            queues[notification.Queue].Send(stored
                .Where(one => Covers(notification, one.Location.Key))
                .Select(one => S3Notification.Write(one, LocalNames.Region)));
        }
    }

    private static bool Covers(BucketNotification notification, string key) =>
        (notification.Event is "s3:ObjectCreated:*" || string.Equals(notification.Event, Put, StringComparison.Ordinal))
        && notification.Covers(key);
}
