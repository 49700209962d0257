namespace MaterialsSim.LocalCluster.OpenApi;

/// <summary>A finished OpenAPI document.</summary>
internal sealed record OpenApiContent(byte[] Bytes, string MediaType, string? ETag);
