using System.Text.Json.Serialization;

namespace MaterialsSim.Screening.Planning;

/// <summary>How a dataset is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatasetFormat>))]
public enum DatasetFormat
{
    /// <summary>RFC 4180 with a header row.</summary>
    [JsonStringEnumMemberName("CSV")] Csv,

    /// <summary>One JSON object a line.</summary>
    [JsonStringEnumMemberName("JSONLines")] JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
