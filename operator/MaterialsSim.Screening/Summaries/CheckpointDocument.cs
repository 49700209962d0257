namespace MaterialsSim.Screening.Summaries;

/// <summary>Reads and writes checkpoints, which are named by the sha256 of their bytes.</summary>
public static class CheckpointDocument
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(Checkpoint checkpoint) => throw new NotImplementedException();

    /// <summary>The name of a checkpoint: sha256 of its bytes in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <summary>Parses and checks a checkpoint.</summary>
    /// <exception cref="DocumentException">The bytes do not have the expected hash, or are not a checkpoint of this run and ranking.</exception>
    public static Checkpoint Read(ReadOnlySpan<byte> utf8, string expectedSha256, string campaignUid, int run) => throw new NotImplementedException();
}
