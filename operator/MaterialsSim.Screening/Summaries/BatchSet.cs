namespace MaterialsSim.Screening.Summaries;

/// <summary>A set of batch numbers with a canonical text such as <c>0-41,43</c>.</summary>
public sealed class BatchSet
{
    /// <summary>How many batches are in the set.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>Parses the canonical text; the empty text is the empty set.</summary>
    /// <exception cref="FormatException">The text is not canonical or names a batch outside 0..<see cref="Planning.Plan.MaxBatches"/>-1.</exception>
    public static BatchSet Parse(string text) => throw new NotImplementedException();

    /// <summary>Adds a batch; false when it was there.</summary>
    public bool Add(int batch) => throw new NotImplementedException();

    /// <summary>Removes a batch; false when it was not there.</summary>
    public bool Remove(int batch) => throw new NotImplementedException();

    /// <summary>Whether the batch is in the set.</summary>
    public bool Contains(int batch) => throw new NotImplementedException();

    /// <summary>The batches in ascending order.</summary>
    public IEnumerable<int> Batches => throw new NotImplementedException();

    /// <summary>The canonical text.</summary>
    public override string ToString() => throw new NotImplementedException();
}
