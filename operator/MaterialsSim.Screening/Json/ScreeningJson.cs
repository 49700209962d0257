using System.Text.Json.Serialization;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Json;

/// <summary>
/// Source-generated JSON of every document that a run keeps: camelCase, nulls left out, duplicate keys and nulls in place of values refused,
/// members that this version does not know ignored. Read and write through <see cref="Documents"/>, which checks versions too.
/// </summary>
/// <remarks>
/// Members of documents that have a default are <c>set</c>, not <c>init</c>: generated code assigns every init member at construction, so one
/// that the JSON lacks would become null or 0 instead of its default.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(PlanFailure))]
[JsonSerializable(typeof(WaveTask))]
[JsonSerializable(typeof(RankingSpec))]
[JsonSerializable(typeof(Commit))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(Summary))]
public sealed partial class ScreeningJson : JsonSerializerContext;
