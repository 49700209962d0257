using MaterialsSim.Api.Spec;
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
        var name = candidates.Uri ?? candidates.ConfigMap?.Key ?? RunPaths.Dataset;
        return new PlanRequest
        {
            CampaignUid = pass.Uid,
            Run = pass.Memory.Run,
            Uri = isOwn ? RunScheme + RunPaths.Dataset : candidates.Uri!,
            Format = FormatOf(candidates.Inline is null ? candidates.Format : DatasetFormats.JsonLines, name),
            Gzip = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase),
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

    private static DatasetFormat FormatOf(string? format, string name) => format switch
    {
        DatasetFormats.Csv => DatasetFormat.Csv,
        DatasetFormats.JsonLines => DatasetFormat.JsonLines,
        DatasetFormats.Parquet => DatasetFormat.Parquet,
        _ => FromName(name),
    };

    private static DatasetFormat FromName(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetExtension(plain).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" or ".JSON" => DatasetFormat.JsonLines,
            ".PARQUET" => DatasetFormat.Parquet,
            _ => DatasetFormat.Csv,
        };
    }

    private static InputFilter Filter(FilterSpec filter) => new()
    {
        Property = filter.Property,
        Min = filter.Min,
        Max = filter.Max,
        In = filter.In is null ? null : [.. filter.In],
        NotIn = filter.NotIn is null ? null : [.. filter.NotIn],
    };
}
