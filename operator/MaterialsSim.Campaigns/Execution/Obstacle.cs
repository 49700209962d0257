namespace MaterialsSim.Campaigns.Execution;

/// <summary>What keeps work from making progress.</summary>
/// <param name="Reason">ImagePull, Unschedulable, QuotaExceeded, NotAdmitted, ContainerConfig or PodStuckTerminating.</param>
/// <param name="Message">Which object, what it says, what to do next.</param>
/// <param name="DisruptedIndexes">Indexes whose pods were disrupted more often than the ceiling allows.</param>
public sealed record Obstacle(string Reason, string Message, IReadOnlyList<int> DisruptedIndexes)
{
    /// <summary>Disruptions of one batch that are forgiven.</summary>
    public const int DisruptionCeiling = 20;
}
