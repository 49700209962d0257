using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>Where the results lie.</summary>
public sealed class ResultsStatus
{
    /// <summary>The report; the other files lie beside it.</summary>
    [JsonPropertyName("uri"), Required, Text(1024)]
    public string Uri { get; set; } = "";
}
