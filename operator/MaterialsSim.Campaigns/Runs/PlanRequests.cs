using MaterialsSim.Api.Spec;
using MaterialsSim.Campaigns.Preflight;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Runs;

/// <summary>What the planner is asked to do for a campaign.</summary>
internal static class PlanRequests
{
    /// <summary>Scheme of a dataset that lies in the run's own folder.</summary>
    private const string RunScheme = "run:";

    public static PlanRequest Of(CampaignPass pass)
    {
        var candidates = pass.Spec.Candidates;
        var isOwn = candidates.Uri is null;
        return new PlanRequest
        {
            CampaignUid = pass.Uid,
            Run = pass.Memory.Run,
            Uri = isOwn ? RunScheme + RunPaths.Dataset : candidates.Uri!,
            Format = FormatOf(candidates),
            Gzip = DatasetName.IsGzip(candidates),
            // Inline candidates are always named id; idColumn speaks of files.
            IdColumn = candidates.Inline is null ? candidates.IdColumn : null,
            Filter = [.. (candidates.Filter ?? []).Select(Filter)],
            BatchSize = pass.Spec.Execution?.BatchSize,
            SecondsPerCandidate = pass.Spec.Kernel.SecondsPerCandidate,
            TimeoutSeconds = pass.Spec.Kernel.TimeoutSeconds ?? KernelSpec.DefaultTimeoutSeconds,
            Parallelism = pass.Parallelism,
            RequiredInputs = pass.Ranking.RequiredInputs(),
        };
    }

    // Preflight has refused names that do not tell.
    private static DatasetFormat FormatOf(CandidatesSpec candidates) => DatasetName.FormatOf(candidates) switch
    {
        DatasetFormats.JsonLines => DatasetFormat.JsonLines,
        DatasetFormats.Parquet => DatasetFormat.Parquet,
        _ => DatasetFormat.Csv,
    };

    private static InputFilter Filter(FilterSpec filter) => new()
    {
        Property = filter.Property,
        Min = filter.Min,
        Max = filter.Max,
        In = filter.In is null ? null : [.. filter.In],
        NotIn = filter.NotIn is null ? null : [.. filter.NotIn],
    };
}
