using MaterialsSim.Api.Spec;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>What a dataset's name tells of its format.</summary>
public static class DatasetName
{
    private const string Gz = ".gz";

    /// <summary>The format as set or as the name tells it; null when neither does. Inline candidates are JSON Lines.</summary>
    public static string? FormatOf(CandidatesSpec candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates.Format ?? (candidates.Inline is not null ? DatasetFormats.JsonLines : FromName(candidates.Uri ?? candidates.ConfigMap?.Key ?? ""));
    }

    /// <summary>True when the dataset is gzipped as a whole.</summary>
    public static bool IsGzip(CandidatesSpec candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return (candidates.Uri ?? candidates.ConfigMap?.Key)?.EndsWith(Gz, StringComparison.OrdinalIgnoreCase) == true;
    }

    private static string? FromName(string name)
    {
        var bare = name.EndsWith(Gz, StringComparison.OrdinalIgnoreCase) ? name[..^Gz.Length] : name;
        return Path.GetExtension(bare).ToUpperInvariant() switch
        {
            ".CSV" => DatasetFormats.Csv,
            ".JSONL" or ".NDJSON" => DatasetFormats.JsonLines,
            ".PARQUET" => DatasetFormats.Parquet,
            _ => null,
        };
    }
}
