namespace MaterialsSim.Agent.Running;

/// <summary>What fetch tells publish, in <c>batch.json</c> of the work folder. The kernel can write there: publish checks it against the store.</summary>
internal sealed record BatchState
{
    /// <summary>Number of the batch.</summary>
    public required int Batch { get; init; }

    /// <summary>Number of the wave.</summary>
    public required int Wave { get; init; }

    /// <summary>Rerun generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Hash of the ranking in force.</summary>
    public required string RankingHash { get; init; }

    /// <summary>True when the batch had its commit already: the input is empty, and there is nothing to publish.</summary>
    public required bool Committed { get; init; }

    /// <summary>Lines in the input.</summary>
    public required int Candidates { get; init; }

    /// <summary>sha256 of the input, in lower-case hex.</summary>
    public required string InputSha256 { get; init; }

    /// <summary>When the attempt began, in UTC, whole seconds.</summary>
    public required DateTimeOffset Started { get; init; }
}
