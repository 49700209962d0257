using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>An event to write; equal ones are one event that happened again.</summary>
internal sealed record PendingEvent(
    string ApiVersion, string Kind, string Namespace, string Name, string Uid, string Component, string Type, string Reason, string Message, string? FieldPath)
{
    /// <summary>Where the event lies: cluster-scoped objects have theirs in <c>default</c>.</summary>
    public string HomeNamespace => Namespace.Length > 0 ? Namespace : "default";

    public JsonObject ToJson(string name, DateTimeOffset now)
    {
        var involved = new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = Kind, ["name"] = Name, ["uid"] = Uid };
        if (Namespace.Length > 0)
        {
            involved["namespace"] = Namespace;
        }

        if (FieldPath is not null)
        {
            involved["fieldPath"] = FieldPath;
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = HomeNamespace },
            ["involvedObject"] = involved,
            ["reason"] = Reason,
            ["message"] = Message,
            ["type"] = Type,
            ["count"] = 1,
            ["firstTimestamp"] = now.ToWire(),
            ["lastTimestamp"] = now.ToWire(),
            ["source"] = new JsonObject { ["component"] = Component },
            ["reportingComponent"] = Component,
            ["reportingInstance"] = "",
        };
    }
}
