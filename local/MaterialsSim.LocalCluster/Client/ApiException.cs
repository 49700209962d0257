using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Client;

/// <summary>A refused request: carries the <c>Status</c> object that the API answers.</summary>
public sealed class ApiException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    /// <summary>HTTP status code.</summary>
    public int Code { get; } = code;

    /// <summary>Machine-readable reason, such as <c>AlreadyExists</c> or <c>Conflict</c>.</summary>
    public string Reason { get; } = reason;

    /// <summary>Details with name, group, kind, uid and causes.</summary>
    public JsonObject? Details { get; } = details;
}
