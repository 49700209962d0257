namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Where things lie inside a pod.</summary>
internal static class PodPaths
{
    public const string WorkVolume = "work";
    public const string Work = "/materialssim";
    public const string TerminationLog = "/dev/termination-log";

    public static string In(string file) => $"{Work}/{file}";
}
