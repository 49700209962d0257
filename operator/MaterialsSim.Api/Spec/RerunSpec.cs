using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>Asks for simulated batches to be simulated again, by raising a number: a repeated apply asks for nothing.</summary>
public sealed class RerunSpec
{
    /// <summary>Raise it to simulate every batch again.</summary>
    [JsonPropertyName("all"), Number(Minimum = 0, Maximum = 1000000)]
    public int? All { get; set; }

    /// <summary>Raise it to simulate the failed batches again.</summary>
    [JsonPropertyName("failed"), Number(Minimum = 0, Maximum = 1000000)]
    public int? Failed { get; set; }
}
