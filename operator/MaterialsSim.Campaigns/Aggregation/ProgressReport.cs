using System.Globalization;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Aggregation;

/// <summary>The part of status that tells of progress: counts, the best, the front, failures. Bounded whatever the size of the run.</summary>
internal static class ProgressReport
{
    private const int MaxFrontIds = 20;
    private const int MaxFailures = 8;
    private const int MaxText = 96;
    private const int MaxFailureMessage = 256;

    // Bytes of JSON; with conditions and counts the whole of status stays below 10 kB.
    private const int BestBudget = 4_000;
    private const int FrontBudget = 700;
    private const int FailuresBudget = 1_400;

    /// <summary>Writes the ledger's summary into a status.</summary>
    public static void Apply(SimulationCampaignStatus status, CommitLedger ledger, Plan plan, RankingSpec ranking, int running)
    {
        var summary = ledger.Summary;
        status.Candidates = new CandidatesStatus
        {
            Total = plan.Candidates,
            Succeeded = summary.Succeeded,
            Infeasible = summary.Infeasible,
            Unranked = summary.Unranked,
            Failed = summary.Failed,
        };
        status.Batches = new BatchesStatus { Total = plan.Batches, Succeeded = ledger.Succeeded, Failed = ledger.Failed, Running = running };
        status.Best = BestWithin([.. BestList.Settle(summary, ranking)], ranking);
        status.ParetoFront = new ParetoFrontStatus { Size = summary.Front.Count, Ids = TextBudget.Fit(FrontIds(summary), FrontBudget) };
        status.Failures = TextBudget.Fit(Failures(summary), FailuresBudget);
    }

    /// <summary>Candidates that have ended, one way or another.</summary>
    public static long Done(CandidatesStatus? candidates)
        => candidates is null ? 0 : candidates.Succeeded + candidates.Infeasible + candidates.Unranked + candidates.Failed;

    /// <summary>All of the best, with as much about each as fits: first without the report columns, then without properties, are they told.</summary>
    private static List<BestStatus> BestWithin(IReadOnlyList<SummaryEntry> best, RankingSpec ranking)
    {
        List<BestStatus> kept = [];
        foreach (var (withReport, withProperties) in new[] { (true, true), (false, true), (false, false) })
        {
            kept = TextBudget.Fit(best.Select((entry, i) => Best(entry, i + 1, ranking, withReport, withProperties)), BestBudget);
            if (kept.Count == best.Count)
            {
                break;
            }
        }

        return kept;
    }

    private static IEnumerable<string> FrontIds(Summary summary)
        => summary.Front.OrderByDescending(e => e.Score).ThenBy(e => e.Id, StringComparer.Ordinal).Take(MaxFrontIds).Select(e => TextBudget.Cut(e.Id, MaxText));

    private static BestStatus Best(SummaryEntry entry, int rank, RankingSpec ranking, bool withReport, bool withProperties) => new()
    {
        Rank = rank,
        Id = TextBudget.Cut(entry.Id, 128),
        Formula = entry.Report.TryGetValue("formula", out var formula) ? TextBudget.Cut(formula, MaxText) : null,
        Score = Text(ranking.Objectives is [{ Goal: Goal.Minimize }] ? -entry.Score : entry.Score),
        Properties = !withProperties ? null : ranking.Objectives.Select((o, i) => (o.Property, Value: Text(entry.Values[i]))).ToDictionary(p => p.Property, p => p.Value),
        Report = withReport && entry.Report.Where(r => r.Key != "formula").Take(4).ToDictionary(r => r.Key, r => TextBudget.Cut(r.Value, MaxText)) is { Count: > 0 } report ? report : null,
    };

    private static IEnumerable<FailureStatus> Failures(Summary summary)
        => summary.Failures.OrderByDescending(f => f.Count).ThenBy(f => f.Reason, StringComparer.Ordinal).Take(MaxFailures).Select(f => new FailureStatus
        {
            Reason = f.Reason,
            Count = f.Count,
            Example = f.ExampleId is null && f.ExampleMessage is null
                ? null
                : new FailureExample { Id = f.ExampleId is null ? null : TextBudget.Cut(f.ExampleId, 128), Message = f.ExampleMessage is null ? null : TextBudget.Cut(f.ExampleMessage, MaxFailureMessage) },
        });

    private static string Text(double value) => (value == 0 ? 0.0 : value).ToString("R", CultureInfo.InvariantCulture);
}
