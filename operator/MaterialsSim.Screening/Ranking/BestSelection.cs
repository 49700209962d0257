using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// The best K entries seen, in <see cref="EntryOrder"/>, one per distinct key. Entries without a key are each their own. What is kept does not
/// depend on the order of arrival: an entry is kept exactly when it is the best of its key and fewer than K keys have a better one.
/// </summary>
internal sealed class BestSelection(int capacity)
{
    private readonly List<SummaryEntry> _entries = new(capacity + 1);

    public IReadOnlyList<SummaryEntry> Entries => _entries;

    /// <summary>False when an entry of this score and mean cannot be kept whatever its id and key: the common case, decided without an entry.</summary>
    public bool MayKeep(double score, double mean)
    {
        if (_entries.Count < capacity)
        {
            return true;
        }

        var last = _entries[^1];
        return score > last.Score || (score == last.Score && mean >= last.Mean);
    }

    public void Add(SummaryEntry entry)
    {
        var place = _entries.BinarySearch(entry, EntryOrder.Instance);
        if (place >= 0)
        {
            return; // the same candidate
        }

        place = ~place;
        if (entry.DistinctKey is { } key)
        {
            var rival = _entries.FindIndex(other => other.DistinctKey == key);
            if (rival >= 0 && rival < place)
            {
                return;
            }

            if (rival >= 0)
            {
                _entries.RemoveAt(rival);
            }
        }

        _entries.Insert(place, entry);
        if (_entries.Count > capacity)
        {
            _entries.RemoveAt(capacity);
        }
    }
}
