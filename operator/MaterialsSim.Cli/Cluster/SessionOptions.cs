namespace MaterialsSim.Cli.Cluster;

/// <summary>What a local cluster is started with.</summary>
internal sealed record SessionOptions
{
    public required Installation Installation { get; init; }

    public required StateFolder State { get; init; }

    /// <summary>Port of the API server; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Folder that file datasets are resolved below.</summary>
    public required string DatasetRoot { get; init; }

    /// <summary>Further images, as <c>NAME=FOLDER</c>.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
