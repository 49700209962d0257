using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.OpenApi;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>Serves what describes the API: discovery in both forms, version, health, OpenAPI.</summary>
internal sealed class DiscoveryHandler(ResourceRegistry registry, OpenApiDocuments openApi)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <returns>Whether the path was one of these.</returns>
    public async Task<bool> HandleAsync(HttpContext context, string path)
    {
        var document = path.TrimEnd('/') switch
        {
            "/healthz" or "/readyz" or "/livez" => "ok",
            "/version" => (object)VersionInfo.Document(),
            "/api" => WantsAggregated(context.Request) ? AggregatedDiscovery.Core(registry) : LegacyDiscovery.CoreVersions(context.Request.Host.Value ?? ""),
            "/apis" => WantsAggregated(context.Request) ? AggregatedDiscovery.Groups(registry) : LegacyDiscovery.Groups(registry),
            "" => new JsonObject { ["paths"] = new JsonArray("/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version") },
            var other when other.StartsWith("/openapi/", StringComparison.Ordinal) => openApi.Find(other, context.Request),
            var other => LegacyDiscovery.Find(registry, other),
        };
        switch (document)
        {
            case string text:
                await context.WriteTextAsync(200, text);
                return true;
            case OpenApiContent content:
                await WriteAsync(context, content.Bytes, content.MediaType, content.ETag);
                return true;
            case JsonObject json:
                var bytes = json.ToUtf8();
                var aggregated = path.TrimEnd('/') is "/api" or "/apis" && WantsAggregated(context.Request);
                await WriteAsync(context, bytes, aggregated ? Aggregated : "application/json", aggregated ? ETag(bytes) : null);
                return true;
            default:
                return false;
        }
    }

    public static string ETag(byte[] bytes) => $"\"{Convert.ToHexString(SHA512.HashData(bytes))}\"";

    private static bool WantsAggregated(HttpRequest request) =>
        request.Headers.Accept.Any(line => line is not null && line.Contains("g=apidiscovery.k8s.io;v=v2;", StringComparison.Ordinal));

    private static async Task WriteAsync(HttpContext context, byte[] bytes, string mediaType, string? etag)
    {
        if (etag is not null)
        {
            context.Response.Headers.ETag = etag;
            context.Response.Headers.Vary = "Accept";
            if (context.Request.Headers.IfNoneMatch.ToString() == etag)
            {
                context.Response.StatusCode = 304;
                return;
            }
        }

        context.Response.StatusCode = 200;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
