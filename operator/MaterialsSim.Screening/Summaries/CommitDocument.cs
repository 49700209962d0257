namespace MaterialsSim.Screening.Summaries;

/// <summary>Reads and writes commits. What is read is foreign until every rule here held.</summary>
public static class CommitDocument
{
    /// <summary>Largest commit that is read.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(Commit commit) => throw new NotImplementedException();

    /// <summary>Parses and checks a commit.</summary>
    /// <exception cref="DocumentException">It is not a commit, not this one, or contradicts itself.</exception>
    public static Commit Read(ReadOnlySpan<byte> utf8, CommitExpectation expected) => throw new NotImplementedException();
}
