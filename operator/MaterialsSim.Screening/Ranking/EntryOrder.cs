using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>The order of a summary's best list: score, then mean (both descending), then id. Best comes first.</summary>
internal sealed class EntryOrder : IComparer<SummaryEntry>
{
    public static EntryOrder Instance { get; } = new();

    public int Compare(SummaryEntry? x, SummaryEntry? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = y.Score.CompareTo(x.Score);
        order = order != 0 ? order : y.Mean.CompareTo(x.Mean);
        return order != 0 ? order : Utf8Order.Instance.Compare(x.Id, y.Id);
    }
}
