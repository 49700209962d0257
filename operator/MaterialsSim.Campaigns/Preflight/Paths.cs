namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Paths of fields, as the API server writes them.</summary>
internal static class Paths
{
    public const string Uri = "spec.candidates.uri";
    public const string Format = "spec.candidates.format";
    public const string ConfigMapKey = "spec.candidates.configMap.key";
    public const string CandidateFiles = "spec.candidates.files";
    public const string KernelFiles = "spec.kernel.files";
    public const string DistinctBy = "spec.distinctBy";
    public const string Backend = "spec.execution.backend";
    public const string Lambda = "spec.execution.lambda";
    public const string Budget = "spec.execution.budget";
    public const string Queue = "spec.execution.jobs.localQueueName";
    public const string Pod = "spec.execution.jobs.pod";
    public const string Retention = "spec.results.retention";
    public const string ResultsFormat = "spec.results.format";
    public const string Rerun = "spec.rerun";
    public const string Notify = "spec.notify";

    public static string Env(int index) => $"spec.kernel.env[{index}]";

    public static string Objective(int index) => $"spec.objectives[{index}].property";

    public static string Constraint(int index) => $"spec.constraints[{index}].property";

    public static string Report(int index) => $"spec.report[{index}]";
}
