namespace MaterialsSim.Screening.Summaries;

/// <summary>Counts anomalies by kind, with the smallest example of each, so that the order of counting does not matter.</summary>
internal sealed class AnomalyTally
{
    private readonly SortedDictionary<string, AnomalyCount> _kinds = new(StringComparer.Ordinal);

    /// <summary>The counts, sorted by kind.</summary>
    public IReadOnlyList<AnomalyCount> Counts => [.. _kinds.Values];

    public void Add(AnomalyCount anomaly) =>
        _kinds[anomaly.Kind] = _kinds.TryGetValue(anomaly.Kind, out var known)
            ? new AnomalyCount(anomaly.Kind, known.Count + anomaly.Count, string.CompareOrdinal(known.Example, anomaly.Example) <= 0 ? known.Example : anomaly.Example)
            : anomaly;

    public void Add(string kind, string example) => Add(new AnomalyCount(kind, 1, example));
}
