namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Names that batch/v1 fixes (k8s.io/api/batch/v1/types.go).</summary>
internal static class JobLabels
{
    /// <summary>On a pod while the Job has not counted it.</summary>
    public const string TrackingFinalizer = "batch.kubernetes.io/job-tracking";

    /// <summary>Annotation and label of an Indexed Job's pod.</summary>
    public const string CompletionIndex = "batch.kubernetes.io/job-completion-index";

    /// <summary>Annotation: failures of the pod's index so far that count.</summary>
    public const string IndexFailureCount = "batch.kubernetes.io/job-index-failure-count";

    /// <summary>Annotation: failures of the pod's index so far that a failure policy ignored.</summary>
    public const string IndexIgnoredFailureCount = "batch.kubernetes.io/job-index-ignored-failure-count";

    /// <summary>Environment variable of every container of an Indexed Job.</summary>
    public const string CompletionIndexVariable = "JOB_COMPLETION_INDEX";

    /// <summary>Value of <c>spec.managedBy</c> that names this controller.</summary>
    public const string ManagedByThis = "kubernetes.io/job-controller";
}
