namespace MaterialsSim.Api.Spec;

/// <summary>Values of <c>spec.candidates.format</c>.</summary>
public static class DatasetFormats
{
    /// <summary>RFC 4180 with a header row.</summary>
    public const string Csv = "CSV";

    /// <summary>One JSON object a line.</summary>
    public const string JsonLines = "JSONLines";

    /// <summary>Apache Parquet.</summary>
    public const string Parquet = "Parquet";
}
