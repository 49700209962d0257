using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Node;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster;

/// <summary>How a local cluster starts.</summary>
public sealed class LocalClusterOptions
{
    /// <summary>Folder for the state; null keeps it in memory.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Loopback port of the API server; 0 takes a free one (the same again on the same state folder, when it is free).</summary>
    public int Port { get; init; }

    /// <summary>CustomResourceDefinitions to install at the start: paths of YAML files, or YAML texts.</summary>
    public IReadOnlyList<string> Crds { get; init; } = [];

    /// <summary>
    /// What stands in for a CEL engine: the rule's text and a function of <c>self</c> and <c>oldSelf</c> (null on creation) that says whether it holds.
    /// A rule in a CRD without one refuses the CRD.
    /// </summary>
    public IReadOnlyDictionary<string, Func<JsonNode?, JsonNode?, bool>> CelValidators { get; init; } =
        new Dictionary<string, Func<JsonNode?, JsonNode?, bool>>();

    /// <summary>The node that runs pods as processes; null for a cluster without a node, whose pods stay pending.</summary>
    public NodeOptions? Node { get; init; }

    /// <summary>The clock of all timestamps and timers.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the cluster logs; null logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Randomness of generated names, in [0, 1).</summary>
    public Func<double>? Random { get; init; }
}
