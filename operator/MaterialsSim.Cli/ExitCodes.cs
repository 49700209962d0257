namespace MaterialsSim.Cli;

/// <summary>How <c>materialssim</c> ends. Scripts may rely on these.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for <c>run</c>: the campaign is Complete.</summary>
    public const int Done = 0;

    /// <summary>Something that should not happen.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The manifest cannot be read, or the API server refused it.</summary>
    public const int ManifestRefused = 3;

    /// <summary>The campaign cannot start as it is: an invalid or not yet served field, or a dataset that is missing or broken.</summary>
    public const int CannotStart = 4;

    /// <summary>The run failed.</summary>
    public const int RunFailed = 5;

    /// <summary>The campaign is suspended.</summary>
    public const int Suspended = 6;

    /// <summary>The local cluster or the operator could not run.</summary>
    public const int ClusterFailed = 7;

    /// <summary>Ended by Ctrl-C, as shells number it.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM, as shells number it.</summary>
    public const int Terminated = 143;

    /// <summary>The codes for <c>--help</c>.</summary>
    public const string Help =
        "Exit codes: 0 complete, 1 unexpected error, 2 wrong command line, 3 manifest refused, 4 the campaign cannot start as it is, 5 the run failed, "
        + "6 suspended, 7 the local cluster or operator could not run, 130 Ctrl-C, 143 SIGTERM.";
}
