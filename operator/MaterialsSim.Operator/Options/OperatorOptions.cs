using MaterialsSim.Artifacts;

namespace MaterialsSim.Operator.Options;

/// <summary>
/// What an installation decides. Given as <c>--name value</c> on the command line, or as environment variables <c>MATERIALSSIM_OPERATOR_NAME</c>.
/// </summary>
internal sealed class OperatorOptions
{
    /// <summary>Artifact root, such as <c>file:///var/lib/materialssim</c>.</summary>
    public string Store { get; set; } = "";

    /// <summary>Artifact root as pods reach it; the same unless set.</summary>
    public string? PodStore { get; set; }

    /// <summary>Folder, as pods see it, that <c>file://</c> datasets are resolved below; none by default.</summary>
    public string? DatasetRoot { get; set; }

    /// <summary>Image that holds the agent.</summary>
    public string AgentImage { get; set; } = "ghcr.io/materialssim/materialssim:0.1.0";

    /// <summary>Kubeconfig file; in a cluster, or by the usual rules, when unset.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Namespace to watch; all when unset.</summary>
    public string? WatchNamespace { get; set; }

    /// <summary>Stand for a Lease, so that one of several replicas works at a time.</summary>
    public bool LeaderElection { get; set; } = true;

    /// <summary>Namespace of the Lease.</summary>
    public string LeaseNamespace { get; set; } = "materialssim-system";

    /// <summary>Seconds that a Lease lasts; the renew deadline is two thirds of it.</summary>
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>Campaigns reconciled at the same time.</summary>
    public int Workers { get; set; } = 4;

    /// <summary>Address of <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c>.</summary>
    public string Listen { get; set; } = "http://0.0.0.0:8080";

    /// <summary>Requests to the API server a second.</summary>
    public double ApiRequestsPerSecond { get; set; } = 50;

    /// <summary>End when standard input ends: for a parent process that must not leave an operator behind.</summary>
    public bool ExitWithStdin { get; set; }

    /// <exception cref="ArgumentException">An option breaks a rule: the message names both.</exception>
    /// <exception cref="NotSupportedException">The store is of a kind that is not served.</exception>
    public void Validate()
    {
        Require(Store.Length > 0, "store", "names the artifact root, such as file:///var/lib/materialssim");
        ArtifactStores.Open(Store, TimeProvider.System);
        Require(Uri.TryCreate(Listen, UriKind.Absolute, out _), "listen", "is an address such as http://0.0.0.0:8080");
        Require(Workers is >= 1 and <= 64, "workers", "lies between 1 and 64");
        Require(LeaseSeconds is >= 3 and <= 300, "leaseSeconds", "lies between 3 and 300");
        Require(ApiRequestsPerSecond is > 0 and <= 10_000, "apiRequestsPerSecond", "lies above 0 and at most at 10000");
        Require(DatasetRoot is null || Path.IsPathRooted(DatasetRoot), "datasetRoot", "is an absolute path");
    }

    private static void Require(bool holds, string option, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"Option --{option} {rule}.");
        }
    }
}
