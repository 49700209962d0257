namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Where a report stands.</summary>
/// <param name="IsDone">All files are written.</param>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="BrokenBatch">A batch whose stored results are missing or damaged, and must be computed again.</param>
public sealed record ReportProgress(bool IsDone, string? Failure = null, int? BrokenBatch = null);
