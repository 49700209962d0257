namespace MaterialsSim.Artifacts.Files;

/// <summary>What the file system tells of a name, links not followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When the content was last written, in UTC, as finely as the file system keeps it.</param>
/// <param name="Inode">Number of the file in its file system; 0 where that is not known.</param>
public readonly record struct FileFacts(FileKind Kind, long Size, DateTimeOffset Modified, ulong Inode)
{
    /// <summary>Every write makes a new inode, so two contents differ here even when written within one tick of the clock.</summary>
    internal string ETag => $"{Modified.UtcTicks:x}-{Size:x}-{Inode:x}";

    /// <summary>The kind, for a message.</summary>
    public string Describe() => Kind switch
    {
        FileKind.File => "a file",
        FileKind.Folder => "a folder",
        FileKind.Link => "a symbolic link",
        _ => "a FIFO, socket or device",
    };
}
