namespace MaterialsSim.Artifacts.Files;

/// <summary>What a name in a folder stands for.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, or another reparse point.</summary>
    Link,

    /// <summary>A FIFO, socket or device.</summary>
    Special,
}
