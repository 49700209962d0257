using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>Writes answers.</summary>
internal static class Responses
{
    public static Task WriteAsync(this HttpContext context, int status, JsonNode body) => context.WriteAsync(status, body.ToUtf8());

    public static Task WriteAsync(this HttpContext context, int status, byte[] json)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    public static Task WriteTextAsync(this HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    public static Task WriteAsync(this HttpContext context, ApiException refusal) => context.WriteAsync(refusal.Code, Status(refusal));

    /// <summary>The Status object of a refusal.</summary>
    public static JsonObject Status(ApiException refusal)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = refusal.Message,
            ["reason"] = refusal.Reason,
        };
        if (refusal.Details is { } details)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = refusal.Code;
        return status;
    }

    /// <summary>The Status object of a deletion.</summary>
    public static JsonObject Deleted(string name, string group, string plural, string uid)
    {
        var details = new JsonObject { ["name"] = name };
        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = plural;
        details["uid"] = uid;
        return new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    public static void Warn(this HttpContext context, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            var text = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            context.Response.Headers.Append("Warning", $"299 - \"{text}\"");
        }
    }
}
