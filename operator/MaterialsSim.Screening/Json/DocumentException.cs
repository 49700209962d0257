namespace MaterialsSim.Screening.Json;

/// <summary>A document of a run cannot be read: its bytes are damaged, or another version wrote it. Trying again does not help.</summary>
public sealed class DocumentException(string document, string problem, Exception? inner = null)
    : Exception($"{document}: {problem}", inner)
{
    /// <summary>Which document, such as <c>plan.json</c>.</summary>
    public string Document { get; } = document;

    /// <summary>The document may be sound, but another version of the program wrote it: it is left alone.</summary>
    public bool IsOtherVersion { get; init; }
}
