using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Summaries;

/// <summary>Counts failures by reason, with the smallest id of each as its example.</summary>
/// <remarks>
/// Kernels name reasons, so their number must be bounded: the 64 smallest names are kept, the rest is counted as <see cref="Other"/>. The order of
/// counting and merging does not matter: a name that is among the 64 smallest of all is among those of every part, so no part ever moved it to
/// Other, and any other name ends there whenever it is moved.
/// </remarks>
internal sealed class FailureTally
{
    /// <summary>Reasons kept by name.</summary>
    public const int MaxReasons = 64;

    /// <summary>What the reasons beyond them are counted as.</summary>
    public const string Other = "Other";

    private readonly SortedDictionary<string, FailureCount> _named = new(StringComparer.Ordinal);
    private FailureCount? _other;

    /// <summary>The counts, sorted by reason.</summary>
    public IReadOnlyList<FailureCount> Counts =>
        [.. (_other is null ? _named.Values : _named.Values.Append(_other)).OrderBy(count => count.Reason, StringComparer.Ordinal)];

    public void Add(FailureCount failure)
    {
        if (failure.Reason == Other)
        {
            _other = Join(Other, _other, failure);
            return;
        }

        _named[failure.Reason] = Join(failure.Reason, _named.GetValueOrDefault(failure.Reason), failure);
        if (_named.Count > MaxReasons)
        {
            var largest = _named.Keys.Last();
            _other = Join(Other, _other, _named[largest]);
            _named.Remove(largest);
        }
    }

    private static FailureCount Join(string reason, FailureCount? a, FailureCount b)
    {
        if (a is null)
        {
            return b with { Reason = reason };
        }

        var example = Compare(a, b) <= 0 ? a : b;
        return new FailureCount(reason, a.Count + b.Count, example.ExampleId, example.ExampleMessage);
    }

    // A total order, so that the least of many does not depend on how they were grouped. Failures without an id come last.
    private static int Compare(FailureCount a, FailureCount b)
    {
        var order = Utf8Order.Instance.Compare(a.ExampleId, b.ExampleId);
        return order != 0 ? order : Utf8Order.Instance.Compare(a.ExampleMessage, b.ExampleMessage);
    }
}
