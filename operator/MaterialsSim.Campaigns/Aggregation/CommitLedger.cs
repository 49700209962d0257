using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Aggregation;

/// <summary>
/// Which batches of a run are committed, and the merged summary under one ranking. Held in memory, named by status as a checkpoint in the store:
/// what is merged here beyond the named checkpoint is merged again after a restart, so every batch counts exactly once.
/// </summary>
internal sealed class CommitLedger
{
    private readonly SummaryBuilder _builder;
    private readonly BatchOutcome?[] _outcomes;
    private Summary? _summary;

    public CommitLedger(RankingSpec ranking, int batches)
    {
        _builder = new SummaryBuilder(ranking);
        RankingHash = ranking.Hash();
        _outcomes = new BatchOutcome?[batches];
    }

    /// <summary>Hash of the ranking that the summary is under.</summary>
    public string RankingHash { get; }

    /// <summary>The merged summary.</summary>
    public Summary Summary => _summary ??= _builder.Build();

    /// <summary>Batches merged that succeeded.</summary>
    public int Succeeded { get; private set; }

    /// <summary>Batches merged that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Batches merged.</summary>
    public int Count => Succeeded + Failed;

    /// <summary>Every batch of the run is merged.</summary>
    public bool IsFull => Count == _outcomes.Length;

    /// <summary>Takes a ledger up where a checkpoint left it.</summary>
    public static CommitLedger From(Checkpoint checkpoint, RankingSpec ranking, int batches)
    {
        var ledger = new CommitLedger(ranking, batches);
        ledger._builder.Add(checkpoint.Summary);
        ledger.Mark(checkpoint.Succeeded, BatchOutcome.Succeeded);
        ledger.Mark(checkpoint.Failed, BatchOutcome.Failed);
        return ledger;
    }

    public bool Contains(int batch) => batch >= 0 && batch < _outcomes.Length && _outcomes[batch] is not null;

    /// <summary>Merges a batch; one that is merged already changes nothing.</summary>
    public void Add(int batch, BatchOutcome outcome, Summary summary)
    {
        if (Contains(batch))
        {
            return;
        }

        Set(batch, outcome);
        _builder.Add(summary);
        _summary = null;
    }

    public Checkpoint ToCheckpoint(string campaignUid, int run) => new()
    {
        CampaignUid = campaignUid,
        Run = run,
        RankingHash = RankingHash,
        Succeeded = Ranges(BatchOutcome.Succeeded),
        Failed = Ranges(BatchOutcome.Failed),
        Summary = Summary,
    };

    private void Mark(string ranges, BatchOutcome outcome)
    {
        var batches = BatchSet.Parse(ranges);
        for (var batch = 0; batch < _outcomes.Length; batch++)
        {
            if (batches.Contains(batch))
            {
                Set(batch, outcome);
            }
        }
    }

    private void Set(int batch, BatchOutcome outcome)
    {
        _outcomes[batch] = outcome;
        if (outcome == BatchOutcome.Succeeded)
        {
            Succeeded++;
        }
        else
        {
            Failed++;
        }
    }

    private string Ranges(BatchOutcome outcome)
    {
        var set = new BatchSet();
        for (var batch = 0; batch < _outcomes.Length; batch++)
        {
            if (_outcomes[batch] == outcome)
            {
                set.Add(batch);
            }
        }

        return set.ToString();
    }
}
