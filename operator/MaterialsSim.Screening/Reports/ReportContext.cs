using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Reports;

/// <summary>What a report is about. Nothing in it tells when, where or in how many attempts the run was computed.</summary>
/// <param name="Ranking">The ranking in force.</param>
/// <param name="Summary">The merged summary of all batches under that ranking.</param>
/// <param name="Batches">Batches of the plan.</param>
/// <param name="FailedBatches">Those that failed as a whole.</param>
/// <param name="FilteredOut">Dataset rows that the input filter left out.</param>
public sealed record ReportContext(RankingSpec Ranking, Summary Summary, int Batches, int FailedBatches, long FilteredOut);
