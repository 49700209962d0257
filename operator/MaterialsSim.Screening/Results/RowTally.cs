using System.Text;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Scores rows and counts them into a summary: the same when a batch is published and when its results are read again.</summary>
internal sealed class RowTally
{
    private readonly RowScorer _scorer;

    public RowTally(RankingSpec ranking)
    {
        _scorer = new RowScorer(ranking);
        Summary = new SummaryBuilder(ranking);
        Inputs = new PropertyReader(_scorer.Inputs) { AreInputs = true };
        Outputs = new PropertyReader(_scorer.Outputs) { Census = Summary.Census };
    }

    /// <summary>What was counted so far.</summary>
    public SummaryBuilder Summary { get; }

    /// <summary>Reads a row's input properties.</summary>
    public PropertyReader Inputs { get; }

    /// <summary>Reads a row's output properties.</summary>
    public PropertyReader Outputs { get; }

    public void UseUnits(IReadOnlyDictionary<string, string> units) => _scorer.UseUnits(units);

    /// <summary>Counts the row whose properties were read last.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reason">Reason of a failed row.</param>
    /// <param name="message">Message of a failed row.</param>
    /// <param name="id">Id as UTF-8, unescaped.</param>
    /// <param name="inputLine">The line that the input properties were read from.</param>
    public void Add(RowKind kind, string reason, string message, ReadOnlySpan<byte> id, ReadOnlySpan<byte> inputLine)
    {
        if (kind != RowKind.Failed)
        {
            Summary.Census.CountRow();
        }

        switch (kind)
        {
            case RowKind.Failed:
                Summary.AddFailed(reason, Encoding.UTF8.GetString(id), message);
                break;
            case RowKind.Unranked:
                Summary.AddUnranked();
                break;
            default:
                Rank(id, inputLine);
                break;
        }
    }

    private void Rank(ReadOnlySpan<byte> id, ReadOnlySpan<byte> inputLine)
    {
        switch (_scorer.Rank(Inputs.Slots, Outputs.Slots))
        {
            case RowOutcome.Failed:
                Summary.AddFailed(_scorer.FailureReason, Encoding.UTF8.GetString(id), _scorer.FailureMessage);
                break;
            case RowOutcome.Infeasible:
                Summary.AddInfeasible();
                break;
            default:
                if (Summary.AddRanked(_scorer))
                {
                    Summary.AddEntry(_scorer.ToEntry(Encoding.UTF8.GetString(id), inputLine, Inputs.Slots), _scorer.MayBeBest);
                }

                break;
        }
    }
}
