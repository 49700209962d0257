using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Summaries;

/// <summary>Reads and writes commits. What is read is foreign until every rule here held.</summary>
public static class CommitDocument
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(Commit commit) => Documents.Write(commit);

    /// <summary>Parses and checks a commit.</summary>
    /// <exception cref="DocumentException">It is not a commit, not this one, or contradicts itself.</exception>
    public static Commit Read(ReadOnlySpan<byte> utf8, CommitExpectation expected)
    {
        var path = RunPaths.Commit(expected.Generation, expected.Batch);
        if (utf8.Length > Documents.MaxBytes)
        {
            throw new DocumentException(path, $"damaged: it is larger than {Documents.MaxBytes >> 20} MiB. Restore it from a copy, or start the run anew.");
        }

        var commit = Documents.Read<Commit>(utf8, path);
        if ((Misplaced(commit, expected) ?? Contradiction(commit) ?? SummaryRules.Problem(commit.Summary)) is { } problem)
        {
            throw new DocumentException(path, $"damaged: {problem}. Restore it from a copy, or start the run anew.");
        }

        return commit;
    }

    private static string? Misplaced(Commit commit, CommitExpectation expected)
    {
        if (commit.CampaignUid != expected.CampaignUid)
        {
            return "it belongs to another campaign";
        }

        if (commit.Run != expected.Run || commit.Generation != expected.Generation || commit.Batch != expected.Batch)
        {
            return $"it is of run {commit.Run}, generation {commit.Generation}, batch {commit.Batch}, not {expected.Run}, {expected.Generation}, {expected.Batch}";
        }

        return commit.Summary.Candidates == expected.Candidates
            ? null
            : $"it counts {commit.Summary.Candidates} candidates, the plan has {expected.Candidates} in this batch";
    }

    private static string? Contradiction(Commit commit)
    {
        if (commit.Wave < 1 || commit.Backend is not ("Jobs" or "Lambda") || !IsName(commit.Attempt, 128) || !IsSha256(commit.RankingHash))
        {
            return "its wave, backend, attempt or ranking hash has no valid form";
        }

        if (commit.Outcome == BatchOutcome.Failed)
        {
            return commit.Failure is { Reason.Length: > 0 and <= 64, Message.Length: <= 4_096 } && commit.Results is null && commit.Summary.Failed == commit.Summary.Candidates
                ? null
                : "it failed, but does not say so consistently";
        }

        return commit.Outcome == BatchOutcome.Succeeded && commit.Failure is null && commit.Results is { Bytes: >= 0 } results
            && results.Path == RunPaths.Results(commit.Batch, commit.Attempt) && IsSha256(results.Sha256)
                ? null
                : "it succeeded, but does not name its own results";
    }

    private static bool IsName(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && text is not ("." or "..");

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
