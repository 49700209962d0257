namespace MaterialsSim.LocalCluster.Api;

/// <summary>How a write is to be done, as the query of a request says it.</summary>
internal sealed class WriteOptions
{
    /// <summary>Who writes, for <c>managedFields</c>; null writes no entry.</summary>
    public string? Manager { get; init; }

    public bool DryRun { get; init; }

    /// <summary><c>Strict</c>, <c>Warn</c> or <c>Ignore</c>: what to do with unknown and duplicate fields.</summary>
    public string FieldValidation { get; init; } = "Ignore";

    /// <summary>Filled with what the <c>Warning</c> header shall say.</summary>
    public List<string> Warnings { get; } = [];
}
