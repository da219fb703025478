using System.Globalization;
using System.Runtime.InteropServices;
using Sparkify.Ingestion.Objects;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>Something that a folder holds, looked at without opening it.</summary>
/// <param name="Info">Its name, and whether the folder says that it is a folder, or a link to one.</param>
/// <param name="State">What is there, links followed.</param>
internal sealed record FolderEntry(FileSystemInfo Info, PathState State)
{
    /// <summary>What stands for each byte of a name that is no UTF-8.</summary>
    private const char NoText = '\ufffd';

    public string Name => Info.Name;
    public string Path => Info.FullName;

    public bool IsLink => Info.Attributes.HasFlag(FileAttributes.ReparsePoint) && Info.LinkTarget is not null;

    /// <summary>What a folder holds; nothing where it has gone.</summary>
    /// <param name="fault">Why it can't be opened; null: it can.</param>
    public static IReadOnlyList<FolderEntry> In(string folder, out Fault? fault)
    {
        fault = null;
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                    .Select(info => new FolderEntry(info, PathState.Of(info.FullName))).Where(entry => !entry.IsGone())
            ];
        }
        catch (DirectoryNotFoundException) when (!System.IO.Path.GetFileName(folder).Contains(NoText, StringComparison.Ordinal))
        {
            return [];
        }
        catch (DirectoryNotFoundException)
        {
            fault = Fault.NoName;
            return [];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            fault = new Fault(
                $"a folder that can't be opened: {failed.Message.TrimEnd('.')}",
                "give the right to list and to enter it, or take it out of there");
            return [];
        }
    }

    /// <summary>Why this is no file that can be read as an object; null: it is one.</summary>
    public Fault? FaultOfFile() => State.Kind switch
    {
        PathKind.File => State.Stamp.Size <= Array.MaxLength ? null : new Fault(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a file of {State.Stamp.Size:N0} bytes, and the local run holds a file of at most {Array.MaxLength:N0} bytes in memory"),
            "split it into smaller files"),
        PathKind.Folder => new Fault("a link to a folder, which is not followed", "put the folder itself there"),
        PathKind.Pipe => NoFile("a named pipe"),
        PathKind.Socket => NoFile("a socket"),
        PathKind.Device => NoFile("a device"),
        _ => IsLink ? DeadLink()
            : Name.Contains(NoText, StringComparison.Ordinal) && State.IsGone ? Fault.NoName
            : new Fault($"can't be looked at: {Marshal.GetPInvokeErrorMessage(State.Error)}", "give the right to enter its folder"),
    };

    private static Fault NoFile(string what) => new($"{what}, and no file", "take it out of there, and put its content as a file");

    private Fault DeadLink()
    {
        try
        {
            _ = File.ResolveLinkTarget(Path, returnFinalTarget: true);
            return new Fault($"a link to {Info.LinkTarget}, where nothing is", "put the file itself there");
        }
        catch (Exception round) when (round is IOException or UnauthorizedAccessException)
        {
            return new Fault("a link that leads back to itself, or nowhere", "put the file itself there");
        }
    }

    /// <summary>It has gone since its folder was read; a name that can't be written is not gone.</summary>
    private bool IsGone() => State.IsGone && !Name.Contains(NoText, StringComparison.Ordinal) && PathState.OfName(Path).IsGone;
}

/// <summary>Why something is no object, and what makes one of it.</summary>
internal sealed record Fault(string What, string WhatToDo)
{
    public static readonly Fault NoName = new("a name that is not UTF-8, so that it has no key", "rename it: the names of S3 are UTF-8");

    public static readonly Fault LongKeys = new(
        string.Create(
            CultureInfo.InvariantCulture, $"a folder whose keys have more than {ObjectKey.MostBytes:N0} bytes, which S3 does not take"),
        "shorten the names of the folders");

    public static Fault Unreadable(Exception refused) =>
        new($"a file that can't be read: {refused.Message.TrimEnd('.')}", "give the right to read it");

    public static Fault? OfKey(string key) => ObjectKey.Fault(key) is { } what ? new Fault(what, ObjectKey.WhatToDo) : null;
}
