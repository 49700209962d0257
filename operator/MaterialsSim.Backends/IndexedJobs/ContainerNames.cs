namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Names of a pod's containers; the agent's double as its subcommands.</summary>
internal static class ContainerNames
{
    public const string Plan = "plan";
    public const string Fetch = "fetch";
    public const string Kernel = "kernel";
    public const string Publish = "publish";
}
