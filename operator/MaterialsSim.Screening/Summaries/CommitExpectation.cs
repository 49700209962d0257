namespace MaterialsSim.Screening.Summaries;

/// <summary>What a reader knows of a commit before it opens it: from its path, the plan and the ranking. A commit that says otherwise is refused.</summary>
/// <param name="CampaignUid">UID of the campaign.</param>
/// <param name="Run">Number of the run.</param>
/// <param name="Generation">Rerun generation, from the path.</param>
/// <param name="Batch">Number of the batch, from the path.</param>
/// <param name="Candidates">Candidates of the batch, from the batch table.</param>
public sealed record CommitExpectation(string CampaignUid, int Run, int Generation, int Batch, long Candidates);
