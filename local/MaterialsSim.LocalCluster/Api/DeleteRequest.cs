using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>The options of a deletion.</summary>
internal sealed record DeleteRequest
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>Background, Foreground, Orphan, or null for the kind's default.</summary>
    public string? Propagation { get; init; }

    public long? GracePeriodSeconds { get; init; }

    public bool DryRun { get; init; }

    public static DeleteRequest From(JsonObject? body) => new()
    {
        Uid = body.Object("preconditions").String("uid"),
        ResourceVersion = body.Object("preconditions").String("resourceVersion"),
        Propagation = body.String("propagationPolicy") ?? (body.Bool("orphanDependents") is { } orphan ? (orphan ? "Orphan" : "Background") : null),
        GracePeriodSeconds = body.Int("gracePeriodSeconds"),
        DryRun = body.Array("dryRun") is { Count: > 0 },
    };
}
