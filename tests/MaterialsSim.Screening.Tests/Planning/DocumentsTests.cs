using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class DocumentsTests
{
    private const string Request = """{"version":1,"campaignUid":"u","run":3,"uri":"file:///a.csv","format":"CSV"}""";

    private static readonly RankingSpec Ranking = new()
    {
        Objectives = [new Objective { Property = "k", Goal = Goal.Target, Target = 0.1, Scale = Scale.Log, Low = 1e-300, High = 3 }],
        Constraints = [new Constraint { Property = "input.a", Min = -0.5 }],
        DistinctBy = "formula",
        Report = ["formula", "é"],
    };

    private static readonly Summary Digest = new()
    {
        Candidates = 2,
        Failures = [new FailureCount("KernelError", 1)],
        Best = [new SummaryEntry { Id = "x", Score = 0.1 + 0.2, Mean = -1e-7, Coordinates = [1], Values = [double.MaxValue], Report = new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" } }],
    };

    public static TheoryData<object> All =>
    [
        new PlanRequest { CampaignUid = "u", Run = 3, Uri = "u", Format = DatasetFormat.JsonLines, Filter = [new InputFilter { Property = "a", In = ["x"] }] },
        new Plan
        {
            CampaignUid = "u", Run = 3, Request = new PlanRequest { CampaignUid = "u", Run = 3, Uri = "u", Format = DatasetFormat.Csv },
            Objects = [new DatasetObject("u", 5, "e")], Inputs = ["a"], Columns = ["id", "a"], Candidates = 5, Batches = 1, BatchSize = 5, BatchesSha256 = "b", IdsSha256 = "i",
        },
        new PlanFailure("RaggedRow", "line 2", false),
        new WaveTask { CampaignUid = "u", Run = 3, Wave = 1, Backend = "Jobs", Batches = 4, Ranking = Ranking, Parameters = new Dictionary<string, string> { ["T"] = "300" } },
        Ranking,
        Digest,
        new Checkpoint { CampaignUid = "u", Run = 3, RankingHash = "h", Succeeded = "0-4", Summary = Digest },
        new Commit
        {
            CampaignUid = "u", Run = 3, Batch = 7, Wave = 1, Backend = "Jobs", Attempt = "pod", Outcome = BatchOutcome.Failed, RankingHash = "h", Summary = Digest,
            Failure = new BatchFailure("KernelFailed", "exit 1"), Results = new ResultsReference("results/7.pod.jsonl", "s", 9), Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_document_reads_back_to_the_same_bytes(object document)
    {
        // The static type is what the callers use, so dispatch once more.
        Assert.True(document switch
        {
            PlanRequest it => ReadsBack(it),
            Plan it => ReadsBack(it),
            PlanFailure it => ReadsBack(it),
            WaveTask it => ReadsBack(it),
            RankingSpec it => ReadsBack(it),
            Summary it => ReadsBack(it),
            Checkpoint it => ReadsBack(it),
            Commit it => ReadsBack(it),
            _ => false,
        });
    }

    [Fact]
    public void Absent_members_take_their_defaults_and_unknown_ones_are_ignored()
    {
        var request = Documents.Read<PlanRequest>(Encoding.UTF8.GetBytes(Request.Replace("\"run\"", "\"later\":{\"x\":[1]},\"run\"", StringComparison.Ordinal)), "plan-request.json");
        Assert.Equal((3, 3600, DatasetFormat.Csv, 0), (request.Run, request.TimeoutSeconds, request.Format, request.Filter.Count));
    }

    [Fact]
    public void No_member_with_a_default_is_init()
    {
        var types = typeof(ScreeningJson).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsByRefLike: false, ContainsGenericParameters: false } && ScreeningJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object });
        var lost = types.Where(type => type.GetConstructor([]) is not null).SelectMany(type =>
            from property in type.GetProperties()
            where property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true
            let value = property.GetValue(Activator.CreateInstance(type))
            where value is not null && (!property.PropertyType.IsValueType || !value.Equals(Activator.CreateInstance(property.PropertyType)))
            select $"{type.Name}.{property.Name}").ToList();
        Assert.Contains(typeof(PlanRequest), types);
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("nothing", "", "damaged: The input does not contain any JSON tokens")]
    [InlineData("half", """{"version":1,"campaignUid":"u","run":3,"uri":"fi""", "damaged: ")]
    [InlineData("another value", "[]", "damaged: it is not a JSON object. Restore it from a copy, or start the run anew.")]
    [InlineData("null", "null", "damaged: it is not a JSON object")]
    [InlineData("two values", Request + Request, "damaged: '{' is invalid after a single JSON value")]
    [InlineData("no version", """{"campaignUid":"u"}""", "damaged: it has no version. Restore it from a copy, or start the run anew.")]
    [InlineData("another version", """{"version":2,"run":"of another shape"}""", "another version of MaterialsSim wrote it; this one reads version 1. Finish or delete the campaign with the version that started it.")]
    [InlineData("a version that is no number", """{"version":"1"}""", "another version of MaterialsSim wrote it")]
    [InlineData("a missing member", """{"version":1,"campaignUid":"u","run":3,"uri":"u"}""", "damaged: JSON deserialization for type")]
    [InlineData("a wrong type", """{"version":1,"campaignUid":5,"run":3,"uri":"u","format":"CSV"}""", "damaged: The JSON value could not be converted to")]
    [InlineData("null for a value", """{"version":1,"campaignUid":null,"run":3,"uri":"u","format":"CSV"}""", "damaged: ")]
    [InlineData("a number that is none", """{"version":1,"campaignUid":"u","run":3,"uri":"u","format":"CSV","secondsPerCandidate":"NaN"}""", "damaged: The JSON value could not be converted")]
    [InlineData("an unknown format", """{"version":1,"campaignUid":"u","run":3,"uri":"u","format":"XML"}""", "damaged: The JSON value could not be converted")]
    [InlineData("a member twice", """{"version":1,"campaignUid":"u","campaignUid":"v","run":3,"uri":"u","format":"CSV"}""", "damaged: ")]
    public void What_cannot_be_read_is_told_clearly(string scenario, string json, string begins)
    {
        var error = Assert.Throws<DocumentException>(() => Documents.Read<PlanRequest>(Encoding.UTF8.GetBytes(json), "plan-request.json"));
        Assert.True(error.Message.StartsWith("plan-request.json: " + begins, StringComparison.Ordinal), $"{scenario}: {error.Message}");
    }

    [Fact]
    public void A_message_quotes_little_of_the_document()
    {
        var key = new string('k', 10_000);
        var error = Assert.Throws<DocumentException>(() => Documents.Read<PlanRequest>(Encoding.UTF8.GetBytes($"{{\"version\":1,\"{key}\":1,\"{key}\":tru}}"), "x"));
        Assert.True(error.Message.Count(letter => letter == 'k') < 85, error.Message);
    }

    [Fact]
    public async Task A_stream_is_read_in_pieces()
    {
        var bytes = Encoding.UTF8.GetBytes(Request.Replace("file:///a.csv", new string('u', 300_000), StringComparison.Ordinal));
        var random = new Random(1);
        var request = await Documents.ReadAsync<PlanRequest>(
            new Datasets.PieceStream(bytes, () => random.Next(1, 40_000)), "plan-request.json", TestContext.Current.CancellationToken);
        Assert.Equal(300_000, request.Uri.Length);
    }

    private static bool ReadsBack<T>(T document) where T : class
    {
        var bytes = Documents.Write(document);
        return bytes.AsSpan().SequenceEqual(Documents.Write(Documents.Read<T>(bytes, "document")));
    }
}
