namespace MaterialsSim.Artifacts.Files;

/// <summary>Writes a file under a temporary name, syncs it, and gives it its name when it is whole.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// What temporary names begin with. No legal segment holds it, so no object can be mistaken for one, and listings leave them out with all foreign names.
    /// </summary>
    public const string TemporaryPrefix = "~";

    /// <summary>Puts a file in a folder. Returns false, with nothing changed, when it may not replace what is there.</summary>
    public static async Task<bool> PutAsync(
        Folder folder, string name, Func<Stream, CancellationToken, Task> write, bool replace, CancellationToken cancellationToken)
    {
        switch (folder.Stat(name))
        {
            case { Kind: FileKind.Folder } facts:
                throw FileFault.NotAFile(Path.Join(folder.Path, name), facts);
            case not null when !replace:
                return false;
            default:
                break;
        }

        var temporary = TemporaryPrefix + Guid.NewGuid().ToString("N");
        var finished = false;
        try
        {
            using (var file = folder.CreateFile(temporary))
            {
                using var stream = new FileWriteStream(file, Path.Join(folder.Path, name));
                await write(stream, cancellationToken);
                stream.FlushToDisk();
            }

            cancellationToken.ThrowIfCancellationRequested();
            var won = replace ? folder.Replace(temporary, name) : folder.TryPublish(temporary, name);
            finished = true;
            folder.Flush();
            return won;
        }
        finally
        {
            if (!finished)
            {
                Discard(folder, temporary);
            }
        }
    }

    private static void Discard(Folder folder, string temporary)
    {
        try
        {
            folder.Delete(temporary);
        }
        catch (ArtifactStoreException)
        {
            // The fault that brought us here is the one to tell; the leftover goes with age.
        }
    }
}
