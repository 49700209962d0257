namespace MaterialsSim.Campaigns.Execution;

/// <summary>What live work should be like.</summary>
/// <param name="Suspend">No pods.</param>
/// <param name="Parallelism">Pods at a time.</param>
/// <param name="TtlSeconds">Seconds that ended work is kept for its logs; null while the wave is not sealed.</param>
public sealed record WorkAdjustment(bool Suspend, int Parallelism, int? TtlSeconds);
