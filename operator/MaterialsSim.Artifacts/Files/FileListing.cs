namespace MaterialsSim.Artifacts.Files;

/// <summary>Walks folders for their objects. One folder's names are in memory at a time, per level.</summary>
internal sealed class FileListing(DateTimeOffset temporaryLimit)
{
    // The artifacts need four levels below a run; more than this is somebody else's tree.
    private const int MaxDepth = 32;

    /// <summary>
    /// Objects in ordinal order of their path. Links, special files and names that no object can have are left out; leftovers of writers that died are
    /// taken away in passing.
    /// </summary>
    public IEnumerable<(string Path, FileFacts Facts)> Objects(Folder folder, string path, string start, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new ArtifactStoreException($"Cannot list {folder.Path}: it is more than {MaxDepth} folders deep. Remove what is not ours.");
        }

        // A folder sorts as its name with the slash that follows it: "a.b" comes before "a/b".
        var names = folder.Names();
        names.RemoveAll(entry => Skip(folder, entry.Name, start));
        names.Sort((a, b) => CompareAsPaths(a, b));
        foreach (var (name, _) in names)
        {
            switch (folder.Stat(name))
            {
                case { Kind: FileKind.File } facts:
                    yield return (path + name, facts);
                    break;
                case { Kind: FileKind.Folder }:
                    using (var inner = folder.Open(name))
                    {
                        foreach (var found in inner is null ? [] : Objects(inner, path + name + "/", "", depth + 1))
                        {
                            yield return found;
                        }
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Deletes a folder with all that is in it; a link in it goes, what it names stays.</summary>
    public static void DeleteFolder(Folder parent, string name, CancellationToken cancellationToken, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new ArtifactStoreException($"Cannot delete {parent.Path}: it is more than {MaxDepth} folders deep. Remove it by hand.");
        }

        using (var folder = parent.Open(name))
        {
            foreach (var (inner, _) in folder?.Names() ?? [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (folder!.Stat(inner) is { Kind: FileKind.Folder })
                {
                    DeleteFolder(folder, inner, cancellationToken, depth + 1);
                }
                else
                {
                    folder.Delete(inner);
                }
            }
        }

        parent.DeleteFolder(name);
    }

    private static int CompareAsPaths((string Name, bool IsFolder) a, (string Name, bool IsFolder) b)
    {
        var common = Math.Min(a.Name.Length, b.Name.Length);
        var order = string.CompareOrdinal(a.Name, 0, b.Name, 0, common);
        return order != 0 ? order : CharacterAt(a, common).CompareTo(CharacterAt(b, common));
    }

    private static int CharacterAt((string Name, bool IsFolder) entry, int index) =>
        index < entry.Name.Length ? entry.Name[index] : entry.IsFolder ? '/' : -1;

    private bool Skip(Folder folder, string name, string start)
    {
        if (ArtifactPath.IsSegment(name))
        {
            return !name.StartsWith(start, StringComparison.Ordinal);
        }

        if (name.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal) && folder.Stat(name) is { Kind: FileKind.File } facts
            && facts.Modified < temporaryLimit)
        {
            folder.Delete(name);
        }

        return true;
    }
}
