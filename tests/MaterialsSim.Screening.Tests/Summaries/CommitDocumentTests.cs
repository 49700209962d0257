using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using MaterialsSim.Screening.Tests.Ranking;
using MaterialsSim.Screening.Tests.Results;

namespace MaterialsSim.Screening.Tests.Summaries;

public class CommitDocumentTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly RankingSpec Ranking = Rankings.HardAndLight;
    private static readonly CommitExpectation Expected = new("uid-1", 2, 0, 7, 200);

    [Fact]
    public async Task A_commit_comes_back_as_it_was_written()
    {
        var bytes = CommitDocument.Write(await CommitAsync());
        var read = CommitDocument.Read(bytes, Expected);
        Assert.Equal(bytes, CommitDocument.Write(read));
        Assert.NotEmpty(read.Summary.Best);
        Assert.NotEmpty(read.Summary.Front);
        Assert.Equal(Batches.Text((await CommitAsync()).Summary), Batches.Text(read.Summary));
    }

    [Fact]
    public void A_failed_commit_comes_back()
    {
        var failure = new BatchFailure("KernelFailed", "exit 1: boom", 1);
        var commit = Failed(failure);
        Assert.Equal(failure, CommitDocument.Read(CommitDocument.Write(commit), Expected).Failure);
    }

    public static TheoryData<string, string> Edits => new()
    {
        // path in the document = new value, what the error says
        { "campaignUid=\"uid-2\"", "damaged: it belongs to another campaign" },
        { "run=3", "damaged: it is of run 3, generation 0, batch 7, not 2, 0, 7" },
        { "generation=1", "damaged: it is of run 2, generation 1, batch 7, not 2, 0, 7" },
        { "batch=8", "damaged: it is of run 2, generation 0, batch 8, not 2, 0, 7" },
        { "version=2", "another version of MaterialsSim wrote it; this one reads version 1" },
        { "wave=0", "damaged: its wave, backend, attempt or ranking hash has no valid form" },
        { "backend=\"Cloud\"", "damaged: its wave, backend, attempt or ranking hash has no valid form" },
        { "attempt=\"../x\"", "damaged: its wave, backend, attempt or ranking hash has no valid form" },
        { "rankingHash=\"abc\"", "damaged: its wave, backend, attempt or ranking hash has no valid form" },
        { "outcome=\"Failed\"", "damaged: it failed, but does not say so consistently" },
        { "failure={\"reason\":\"Lost\",\"message\":\"\"}", "damaged: it succeeded, but does not name its own results" },
        { "results=null", "damaged: it succeeded, but does not name its own results" },
        { "results.path=\"results/8.pod-1.jsonl\"", "damaged: it succeeded, but does not name its own results" },
        { "results.sha256=\"x\"", "damaged: it succeeded, but does not name its own results" },
        { "results.bytes=-1", "damaged: it succeeded, but does not name its own results" },
        { "summary.candidates=199", "damaged: it counts 199 candidates, the plan has 200 in this batch" },
        { "summary.failed=0", "damaged: its counts do not add up to its candidates" },
        { "summary.succeeded=-5", "damaged: its counts do not add up to its candidates" },
        { "summary.succeeded=9223372036854775807", "damaged: its counts do not add up to its candidates" },
        { "summary.failures=[]", "damaged: its failures by reason do not add up to its failures" },
        { "summary.failures.0.reason=\"zzz\"", "damaged: its failures are not at most 65 reasons in ascending order" },
        { "summary.failures.0.count=0", "damaged: its failures by reason do not add up to its failures" },
        { "summary.zeros=[0]", "damaged: an entry of its best list does not have a finite number for each objective" },
        { "summary.zeros=[]", "damaged: its zeros are not one count for each of 1 to 8 objectives" },
        { "summary.zeros=[0,100000]", "damaged: its zeros are not one count for each of 1 to 8 objectives" },
        { "summary.best.0.score=1e999", "damaged: " },
        { "summary.front.0.coordinates=[1]", "damaged: an entry of its front list does not have a finite number for each objective" },
        { "summary.front.1.id=\"twice\"", "damaged: its front list names a candidate twice" },
        { "summary.properties=[\"b\",\"a\"]", "damaged: its properties are not at most 256 names in ascending order" },
        { "summary.uncertain=[\"unheard\"]", "damaged: its properties are not at most 256 names in ascending order" },
        { "summary.anomalies=[{\"kind\":\"CutLine\",\"count\":0,\"example\":\"\"}]", "damaged: its anomalies are not a few kinds with counts, in ascending order" },
        { "summary=null", "damaged: " },
        { "outcome=\"Perhaps\"", "damaged: " },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edited_commit_is_refused(string edit, string message)
    {
        var (path, value) = (edit[..edit.IndexOf('=')].Split('.'), edit[(edit.IndexOf('=') + 1)..]);
        var document = JsonNode.Parse(CommitDocument.Write(await CommitAsync()))!;
        document["summary"]!["front"]![0]!["id"] = "twice";
        var parent = document;
        foreach (var step in path[..^1])
        {
            parent = int.TryParse(step, out var index) ? parent![index] : parent![step];
        }

        parent![path[^1]] = "?";
        var text = document.ToJsonString().Replace("\"?\"", value);
        var refused = Assert.Throws<DocumentException>(() => CommitDocument.Read(Encoding.UTF8.GetBytes(text), Expected));
        Assert.StartsWith("commits/0/000007.json: " + message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_cut_at_any_byte_is_refused()
    {
        var bytes = CommitDocument.Write(await CommitAsync());
        for (var length = 0; length < bytes.Length; length += 1 + (length / 50))
        {
            Assert.Throws<DocumentException>(() => CommitDocument.Read(bytes.AsSpan(0, length), Expected));
        }
    }

    [Fact]
    public void A_checkpoint_comes_back_only_under_its_own_name()
    {
        var checkpoint = new Checkpoint
        {
            CampaignUid = "uid-1", Run = 2, RankingHash = Sha, Succeeded = "0-3", Failed = "4", Summary = Summary.ForFailedBatch(3, new BatchFailure("Lost", "", null), Ranking),
        };
        var bytes = CheckpointDocument.Write(checkpoint);
        var hash = CheckpointDocument.Hash(bytes);
        Assert.Equal(bytes, CheckpointDocument.Write(CheckpointDocument.Read(bytes, hash, "uid-1", 2)));

        Refused(bytes, Sha, "its bytes do not have the checksum it is named by");
        bytes[^2] ^= 1;
        Refused(bytes, hash, "its bytes do not have the checksum it is named by");
        RefusedEdit(checkpoint with { Run = 3 }, "it belongs to another run");
        RefusedEdit(checkpoint with { CampaignUid = "uid-2" }, "it belongs to another run");
        RefusedEdit(checkpoint with { Failed = "3-4" }, "a batch both succeeded and failed");
        RefusedEdit(checkpoint with { Failed = "4,5" }, "The set of batches is not in its canonical form");
        RefusedEdit(checkpoint with { Summary = checkpoint.Summary with { Failed = 2 } }, "its counts do not add up to its candidates");
    }

    private static void RefusedEdit(Checkpoint edited, string problem)
    {
        var bytes = CheckpointDocument.Write(edited);
        Refused(bytes, CheckpointDocument.Hash(bytes), problem);
    }

    private static void Refused(byte[] bytes, string hash, string problem)
    {
        var refused = Assert.Throws<DocumentException>(() => CheckpointDocument.Read(bytes, hash, "uid-1", 2));
        Assert.Equal($"checkpoints/{hash}: damaged: {problem}. It is rebuilt from the commits.", refused.Message);
    }

    private static Commit Failed(BatchFailure failure) => new()
    {
        CampaignUid = "uid-1", Run = 2, Batch = 7, Wave = 1, Backend = "Jobs", Attempt = "operator", Outcome = BatchOutcome.Failed, Failure = failure,
        RankingHash = Ranking.Hash(), Summary = Summary.ForFailedBatch(200, failure, Ranking),
    };

    private static async Task<Commit> CommitAsync() => new()
    {
        CampaignUid = "uid-1", Run = 2, Batch = 7, Wave = 1, Backend = "Jobs", Attempt = "pod-1", Outcome = BatchOutcome.Succeeded,
        Results = new ResultsReference("results/7.pod-1.jsonl", Sha, 12_345), RankingHash = Ranking.Hash(),
        Summary = await RandomCandidates.BatchAsync(new Random(3), 0, 200, Ranking),
    };
}
