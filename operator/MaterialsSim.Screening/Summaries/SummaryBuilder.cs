using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Results;

namespace MaterialsSim.Screening.Summaries;

/// <summary>
/// Builds a summary, from single candidates or from the summaries of parts. Parts must be disjoint sets of candidates under one ranking;
/// in which order and grouping they come makes no difference to a byte of the result. Not for concurrent use.
/// </summary>
public sealed class SummaryBuilder
{
    private readonly BestSelection _best;
    private readonly ParetoFront _front;
    private readonly FailureTally _failures = new();
    private readonly AnomalyTally _anomalies = new();
    private readonly PropertyCensus _census = new();
    private readonly long[] _zeros;
    private long _succeeded;
    private long _infeasible;
    private long _unranked;
    private long _failed;

    /// <summary>An empty summary under a ranking.</summary>
    public SummaryBuilder(RankingSpec ranking)
    {
        _best = new BestSelection(ranking.TopK);
        _front = new ParetoFront(ranking.Objectives.Count);
        _zeros = new long[ranking.Objectives.Count];
    }

    /// <summary>Output properties seen.</summary>
    internal PropertyCensus Census => _census;

    /// <summary>Lines that belong to no candidate.</summary>
    internal AnomalyTally Anomalies => _anomalies;

    /// <summary>Adds the digest of further candidates.</summary>
    public void Add(Summary part)
    {
        if (part.Zeros.Count != _zeros.Length)
        {
            throw new ArgumentException($"The summary is of {part.Zeros.Count} objectives, the ranking has {_zeros.Length}.", nameof(part));
        }

        _succeeded += part.Succeeded;
        _infeasible += part.Infeasible;
        _unranked += part.Unranked;
        _failed += part.Failed;
        for (var i = 0; i < _zeros.Length; i++)
        {
            _zeros[i] += part.Zeros[i];
        }

        foreach (var failure in part.Failures)
        {
            _failures.Add(failure);
        }

        foreach (var anomaly in part.Anomalies)
        {
            _anomalies.Add(anomaly);
        }

        foreach (var name in part.Properties)
        {
            _census.Add(name, part.Uncertain.Contains(name));
        }

        foreach (var entry in part.Best)
        {
            _best.Add(entry);
        }

        foreach (var entry in part.Front)
        {
            AddToFront(entry);
        }
    }

    /// <summary>The summary of what was added so far.</summary>
    public Summary Build() => new()
    {
        Candidates = _succeeded + _infeasible + _unranked + _failed,
        Succeeded = _succeeded,
        Infeasible = _infeasible,
        Unranked = _unranked,
        Failed = _failed,
        Failures = _failures.Counts,
        Zeros = [.. _zeros],
        Best = [.. _best.Entries],
        Front = [.. _front.Members.ToArray().OrderBy(entry => entry.Id, Utf8Order.Instance)],
        Anomalies = _anomalies.Counts,
        Properties = _census.Names,
        Uncertain = _census.Uncertain,
    };

    internal void AddUnranked() => _unranked++;

    internal void AddInfeasible() => _infeasible++;

    internal void AddFailed(string reason, string id, string message)
    {
        _failed++;
        _failures.Add(new FailureCount(reason, 1, id, message));
    }

    /// <summary>Counts the scorer's last row. True when it gets into a list, for which <see cref="AddEntry"/> must follow: few rows do.</summary>
    internal bool AddRanked(RowScorer scorer)
    {
        _succeeded++;
        for (var i = 0; i < _zeros.Length; i++)
        {
            _zeros[i] += scorer.Zeros[i] ? 1 : 0;
        }

        return (scorer.MayBeBest && _best.MayKeep(scorer.Score, scorer.Mean)) || !_front.Dominates(scorer.Coordinates);
    }

    internal void AddEntry(SummaryEntry entry, bool mayBeBest)
    {
        if (mayBeBest)
        {
            _best.Add(entry);
        }

        AddToFront(entry);
    }

    private void AddToFront(SummaryEntry entry)
    {
        Span<double> point = stackalloc double[_zeros.Length];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = entry.Coordinates[i];
        }

        if (!_front.Dominates(point))
        {
            _front.Add(point, entry);
        }
    }
}
