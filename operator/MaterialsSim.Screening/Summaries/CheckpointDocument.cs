using System.Security.Cryptography;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Summaries;

/// <summary>Reads and writes checkpoints, which are named by the sha256 of their bytes.</summary>
public static class CheckpointDocument
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(Checkpoint checkpoint) => Documents.Write(checkpoint);

    /// <summary>The name of a checkpoint: sha256 of its bytes in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));

    /// <summary>Parses and checks a checkpoint.</summary>
    /// <exception cref="DocumentException">The bytes do not have the expected hash, or are not a checkpoint of this run.</exception>
    public static Checkpoint Read(ReadOnlySpan<byte> utf8, string expectedSha256, string campaignUid, int run)
    {
        var path = RunPaths.Checkpoint(expectedSha256);
        if (Hash(utf8) != expectedSha256)
        {
            throw Damaged(path, "its bytes do not have the checksum it is named by");
        }

        var checkpoint = Documents.Read<Checkpoint>(utf8, path);
        if (checkpoint.CampaignUid != campaignUid || checkpoint.Run != run)
        {
            throw Damaged(path, "it belongs to another run");
        }

        try
        {
            var succeeded = BatchSet.Parse(checkpoint.Succeeded);
            if (BatchSet.Parse(checkpoint.Failed).Batches.Any(succeeded.Contains))
            {
                throw Damaged(path, "a batch both succeeded and failed");
            }
        }
        catch (FormatException exception)
        {
            throw Damaged(path, exception.Message.TrimEnd('.'));
        }

        return SummaryRules.Problem(checkpoint.Summary) is { } problem ? throw Damaged(path, problem) : checkpoint;
    }

    // Everything in a checkpoint can be merged again from the commits.
    private static DocumentException Damaged(string path, string problem) => new(path, $"damaged: {problem}. It is rebuilt from the commits.");
}
