namespace Sparkify.LocalCloud.Bucket;

/// <summary>The places of keys below a folder. One at a time may move a file to its place.</summary>
internal sealed class KeyPlaces(string folder)
{
    /// <summary>Folders that were made, or found: somebody may have taken one away since.</summary>
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public string FullPath(string relative) => Path.Combine(folder, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Moves a finished file there; its path.</summary>
    public string Move(string finished, string key)
    {
        try
        {
            return MoveOnce();
        }
        catch (IOException) when (_made.Count > 0)
        {
            // Somebody may have taken a folder away, or put a file in its place.
            _made.Clear();
            return MoveOnce();
        }

        string MoveOnce()
        {
            var path = MakeRoom(key);
            File.Move(finished, path, overwrite: true);
            return path;
        }
    }

    /// <summary>Gives the key a path that a file can be moved to: its folders exist, and no other object is in the way.</summary>
    private string MakeRoom(string key)
    {
        var path = FullPath(KeyPath.Of(key));
        if (!_made.Contains(Path.GetDirectoryName(path)!))
        {
            ClearWay(key);
        }

        var besidePath = FullPath(KeyPath.BesideFolder(key));
        var chosen = Directory.Exists(path) || File.Exists(besidePath) ? besidePath : path;
        var folder = Path.GetDirectoryName(chosen)!;
        if (!_made.Contains(folder))
        {
            Directory.CreateDirectory(folder);
            _made.Add(folder);
        }

        return chosen;
    }

    /// <summary>Moves every object beside that has the name of a folder of the key.</summary>
    private void ClearWay(string key)
    {
        for (var slash = key.IndexOf('/'); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            var asFile = FullPath(KeyPath.Of(key[..slash]));
            if (File.Exists(asFile))
            {
                var beside = FullPath(KeyPath.BesideFolder(key[..slash]));
                Directory.CreateDirectory(Path.GetDirectoryName(beside)!);
                File.Move(asFile, beside, overwrite: true);
            }
        }
    }
}
