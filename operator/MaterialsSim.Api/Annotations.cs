namespace MaterialsSim.Api;

/// <summary>Annotations that the operator sets, and the names it writes under.</summary>
public static class Annotations
{
    /// <summary>Path of the run below the artifact root, on Jobs.</summary>
    public const string RunPath = "materialssim.io/run-path";

    /// <summary>Asks Karpenter not to consolidate the node while the pod runs.</summary>
    public const string KarpenterDoNotDisrupt = "karpenter.sh/do-not-disrupt";

    /// <summary>Keeps the EKS pod identity webhook from giving the named containers AWS rights.</summary>
    public const string EksSkipContainers = "eks.amazonaws.com/skip-containers";

    /// <summary>The container that <c>kubectl logs</c> shows.</summary>
    public const string DefaultContainer = "kubectl.kubernetes.io/default-container";

    /// <summary>Finalizer that holds a campaign until what it left outside the cluster is removed.</summary>
    public const string ResultsFinalizer = "materialssim.io/results";

    /// <summary>Field manager and reporting controller of the operator.</summary>
    public const string FieldManager = "materialssim-operator";
}
