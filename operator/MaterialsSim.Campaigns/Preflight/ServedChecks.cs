using MaterialsSim.Api;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Fields of the schema that this version does not serve yet. Such a campaign starts nothing rather than something else than it says.</summary>
internal static class ServedChecks
{
    public static IEnumerable<PreflightProblem> Problems(SimulationCampaignSpec spec)
    {
        foreach (var (asked, path, instead) in Fields(spec))
        {
            if (asked)
            {
                yield return new PreflightProblem(Reasons.NotYetServed, path, $"this version does not serve it yet; {instead}");
            }
        }
    }

    private static IEnumerable<(bool Asked, string Path, string Instead)> Fields(SimulationCampaignSpec spec)
    {
        var (candidates, kernel, execution) = (spec.Candidates, spec.Kernel, spec.Execution);
        yield return (IsS3(candidates.Uri), Paths.Uri, "use a file:// dataset, inline or configMap");
        yield return (DatasetName.FormatOf(candidates) == DatasetFormats.Parquet, Paths.Format, "use CSV or JSONLines");
        yield return (candidates.Files is { Count: > 0 }, Paths.CandidateFiles, "remove it, or put the files into the kernel's image");
        yield return (kernel.Files is { Count: > 0 }, Paths.KernelFiles, "remove it, or put the files into the kernel's image");
        yield return (execution?.Backend == Backends.Lambda, Paths.Backend, "use Jobs");
        yield return (execution?.Lambda is not null, Paths.Lambda, "remove it, and the campaign runs on Jobs");
        yield return (execution?.Budget is not null, Paths.Budget, "remove it");
        yield return (execution?.Jobs?.LocalQueueName is not null, Paths.Queue, "remove it");
        yield return (execution?.Jobs?.Pod is not null, Paths.Pod, "remove it");
        yield return (spec.Results?.Retention == Retentions.Delete, Paths.Retention, "use Retain and delete the results by hand");
        yield return (spec.Results?.Format == DatasetFormats.Parquet, Paths.ResultsFormat, "use JSONLines");
        yield return (spec.Rerun is { All: > 0 } or { Failed: > 0 }, Paths.Rerun, "remove it, or change a kernel parameter to start a new run");
        yield return (spec.Notify is { Count: > 0 }, Paths.Notify, "remove it and watch the condition Complete");
    }

    private static bool IsS3(string? uri) => uri?.StartsWith("s3://", StringComparison.Ordinal) == true;
}
