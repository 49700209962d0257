using System.Text.Json.Serialization;

namespace MaterialsSim.Agent.Running;

/// <summary>The agent's own documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 4)]
[JsonSerializable(typeof(BatchState))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class AgentJson : JsonSerializerContext;
