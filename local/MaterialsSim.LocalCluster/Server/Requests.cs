using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Protobuf;
using MaterialsSim.LocalCluster.Yaml;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>Reads what requests bring.</summary>
internal static class Requests
{
    public static string? Query(this HttpRequest request, string name)
    {
        var value = request.Query[name].ToString();
        return value.Length == 0 ? null : value;
    }

    public static bool Flag(this HttpRequest request, string name) => request.Query(name) is "true" or "1";

    public static string MediaType(this HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim();

    public static async Task<byte[]> BodyAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>The body as an object, from JSON or YAML.</summary>
    public static async Task<JsonObject> ObjectAsync(this HttpRequest request, string kind, CancellationToken cancellationToken)
    {
        var media = request.MediaType();
        if (media == ProtobufBody.MediaType)
        {
            return FromProtobuf(await request.BodyAsync(cancellationToken), kind);
        }

        if (media is not ("" or "application/json" or "application/yaml"))
        {
            throw Failure.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }

        var body = await request.BodyAsync(cancellationToken);
        return Parse(body, media == "application/yaml", kind);
    }

    public static JsonObject FromProtobuf(byte[] body, string kind)
    {
        try
        {
            return ProtobufBody.Read(body) ?? throw Failure.UnsupportedMediaType(
                $"{kind} is not read in protobuf here - accepted media types include: application/json, application/yaml");
        }
        catch (FormatException broken)
        {
            throw Failure.BadRequest($"the object provided is unrecognized (must be of type {kind}): {broken.Message}");
        }
    }

    public static JsonObject Parse(byte[] body, bool yaml, string kind)
    {
        try
        {
            var node = yaml ? YamlToJson.First(Encoding.UTF8.GetString(body)) : JsonNode.Parse(body, null, new() { AllowDuplicateProperties = true });
            return node as JsonObject ?? throw new JsonException("no object");
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            var text = Encoding.UTF8.GetString(body);
            var excerpt = text.Length > 80 ? text[..80] + "..." : text;
            throw Failure.BadRequest(
                $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {GoJsonError.Describe(text)} ({excerpt})");
        }
    }

    /// <summary>The write options of the query; the manager defaults to the client's product name, as upstream does.</summary>
    public static WriteOptions WriteOptions(this HttpRequest request) => new()
    {
        Manager = request.Query("fieldManager") ?? ManagerOf(request.Headers.UserAgent.ToString()),
        DryRun = request.Query("dryRun") is not null,
        FieldValidation = request.Query("fieldValidation") ?? "Warn",
    };

    private static string ManagerOf(string userAgent)
    {
        var product = userAgent.Split('/')[0];
        return product.Length == 0 ? "unknown" : product.Length > 128 ? product[..128] : product;
    }
}
