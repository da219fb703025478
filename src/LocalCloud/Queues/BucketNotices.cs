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

    public void Send(StoredObject stored)
    {
        foreach (var notification in notifications.Where(notification => Covers(notification, stored.Location.Key)))
        {
            queues[notification.Queue].Send([S3Notification.Write(stored, LocalNames.Region)]);
        }
    }

    private static bool Covers(BucketNotification notification, string key) =>
        (notification.Event is "s3:ObjectCreated:*" || string.Equals(notification.Event, Put, StringComparison.Ordinal))
        && notification.Covers(key);
}
