namespace MaterialsSim.Screening.Summaries;

/// <summary>What holds of every summary. One from the store is believed only after it held.</summary>
internal static class SummaryRules
{
    private const long MaxCandidates = 1L << 50; // sums of counts stay far from overflow
    private const int MaxObjectives = 8;
    private const int MaxBest = 1_000;
    private const int MaxTextLength = 4_096;

    /// <summary>What is wrong with a summary, or null.</summary>
    public static string? Problem(Summary summary)
    {
        long[] counts = [summary.Succeeded, summary.Infeasible, summary.Unranked, summary.Failed];
        if (summary.Candidates > MaxCandidates || counts.Any(count => count < 0 || count > summary.Candidates) || counts.Sum() != summary.Candidates)
        {
            return "its counts do not add up to its candidates";
        }

        if (summary.Zeros.Count is 0 or > MaxObjectives || summary.Zeros.Any(zeros => zeros < 0 || zeros > summary.Succeeded))
        {
            return "its zeros are not one count for each of 1 to 8 objectives";
        }

        return OfFailures(summary) ?? OfProperties(summary) ?? OfEntries("best", summary.Best, MaxBest, summary) ?? OfEntries("front", summary.Front, summary.Succeeded, summary);
    }

    private static string? OfFailures(Summary summary)
    {
        if (summary.Failures.Count > FailureTally.MaxReasons + 1 || !Ascending(summary.Failures.Select(failure => failure.Reason)))
        {
            return "its failures are not at most 65 reasons in ascending order";
        }

        if (summary.Failures.Any(failure => failure.Count <= 0 || failure.Count > summary.Failed) || summary.Failures.Sum(failure => failure.Count) != summary.Failed)
        {
            return "its failures by reason do not add up to its failures";
        }

        if (summary.Failures.Any(failure => failure.Reason.Length is 0 or > 64 || TooLong(failure.ExampleId) || TooLong(failure.ExampleMessage)))
        {
            return "a failure's text is too long";
        }

        return summary.Anomalies.Count > 16 || !Ascending(summary.Anomalies.Select(anomaly => anomaly.Kind))
            || summary.Anomalies.Any(anomaly => anomaly.Count <= 0 || anomaly.Kind.Length > 64 || TooLong(anomaly.Example))
            ? "its anomalies are not a few kinds with counts, in ascending order"
            : null;
    }

    private static string? OfProperties(Summary summary) =>
        summary.Properties.Count > Results.PropertyCensus.MaxNames || !Ascending(summary.Properties) || !Ascending(summary.Uncertain)
        || summary.Properties.Any(TooLong) || summary.Uncertain.Except(summary.Properties).Any()
            ? "its properties are not at most 256 names in ascending order"
            : null;

    private static string? OfEntries(string list, IReadOnlyList<SummaryEntry> entries, long most, Summary summary)
    {
        if (entries.Count > most || entries.Count > summary.Succeeded)
        {
            return $"its {list} list has more entries than can be";
        }

        var objectives = summary.Zeros.Count;
        foreach (var entry in entries)
        {
            if (entry.Coordinates.Count != objectives || entry.Values.Count != objectives
                || !double.IsFinite(entry.Score) || !double.IsFinite(entry.Mean) || !entry.Coordinates.All(double.IsFinite) || !entry.Values.All(double.IsFinite))
            {
                return $"an entry of its {list} list does not have a finite number for each objective";
            }

            if (TooLong(entry.Id) || entry.Report.Count > 256)
            {
                return $"an entry of its {list} list is too large";
            }
        }

        return entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() == entries.Count ? null : $"its {list} list names a candidate twice";
    }

    private static bool TooLong(string? text) => text?.Length > MaxTextLength;

    private static bool Ascending(IEnumerable<string> names)
    {
        string? previous = null;
        foreach (var name in names)
        {
            if (string.CompareOrdinal(previous, name) >= 0)
            {
                return false;
            }

            previous = name;
        }

        return true;
    }
}
