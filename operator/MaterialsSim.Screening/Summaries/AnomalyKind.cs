namespace MaterialsSim.Screening.Summaries;

/// <summary>Kinds of kernel output lines that belong to no candidate. They are reported, never guessed at.</summary>
public static class AnomalyKind
{
    /// <summary>The id is not one of the batch.</summary>
    public const string UnknownId = "UnknownId";

    /// <summary>No id can be read from the line.</summary>
    public const string UnreadableLine = "UnreadableLine";

    /// <summary>The last line has no newline and is not valid: the kernel died while writing it. Its candidate has no result.</summary>
    public const string CutLine = "CutLine";

    /// <summary>The line repeats an earlier one byte for byte; the first counts.</summary>
    public const string RepeatedLine = "RepeatedLine";
}
