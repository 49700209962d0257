namespace MaterialsSim.Api.Status;

/// <summary>Values of <c>status.previousRun.result</c>.</summary>
public static class RunResults
{
    /// <summary>It was complete.</summary>
    public const string Complete = "Complete";

    /// <summary>It failed.</summary>
    public const string Failed = "Failed";

    /// <summary>An edit of what is computed ended it.</summary>
    public const string Superseded = "Superseded";
}
