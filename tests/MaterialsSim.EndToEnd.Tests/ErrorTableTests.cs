using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.EndToEnd.Tests;

/// <summary>What a scientist sees of each error: the condition with its reason and whole message, and how many candidates are kept.</summary>
// Whole clusters, on machines with two cores: one at a time.
[Collection("cluster")]
public sealed class ErrorTableTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string NoLine = "The kernel wrote no line for this candidate.";
    private const string TwoRows = "id,x\na,1\nb,2\n";

    public static TheoryData<string, string, string, string> Datasets => new()
    {
        { "missing", "", "DatasetNotFound", "'file:///missing.csv' is not there. Put it below the dataset root, or correct spec.candidates.uri." },
        { "empty", "id,x\n", "DatasetEmpty", "file:///empty.csv: the dataset has no rows. Add candidates." },
        { "no-id", "name,x\na,1\n", "IdColumnMissing", "file:///no-id.csv, line 1: no column 'id'. Set spec.candidates.idColumn to one of the columns 'name, x'." },
        { "twice", "id,x\na,1\nb,2\na,3\n", "DuplicateId", "file:///twice.csv: lines 2 and 4 have the same id 'a'. Every candidate needs its own id: remove one, rename it, or filter it out." },
        { "ragged", "id,x\na,1\nb\n", "RaggedRow", "file:///ragged.csv, line 3: 1 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'b?'." },
        { "unclosed", "id,x\na,1\nb,\"2\n", "UnclosedQuote", "file:///unclosed.csv, line 3: the quote that opens here has no end. Close it, or double it if it is part of the text." },
    };

    public static TheoryData<string, string, string, string, string, string, int> Kernels => new()
    {
        { "garbage", "print('garbage', file=out)", "Failed", "AllFailed", "Missing", NoLine, 0 },
        { "nothing", "pass", "Failed", "AllFailed", "Missing", NoLine, 0 },
        { "unknown", "print(json.dumps({'id': 'z', 'properties': {'y': 1}}), file=out)", "Failed", "AllFailed", "Missing", NoLine, 0 },
        { "refuses", "print('no licence', file=sys.stderr); sys.exit(65)", "Failed", "AllFailed", "KernelRefused", "Container kernel exited with 65: no licence", 0 },
        { "half", "print(json.dumps({'id': 'a', 'properties': {'y': 1}}), file=out); print('{\"id\": \"b\", \"prop', end='', file=out)", "Complete", "Completed", "Missing", NoLine, 1 },
        { "infinite", "print('{\"id\": \"a\", \"properties\": {\"y\": Infinity}}', file=out); print(json.dumps({'id': 'b', 'properties': {'y': 2}}), file=out)", "Complete", "Completed", "NotFinite", "Property 'y' of the result is not a finite number.", 1 },
    };

    [Theory]
    [MemberData(nameof(Datasets))]
    public async Task A_dataset_that_cannot_be_used_is_told_by_reason_and_message(string name, string content, string reason, string message)
    {
        if (name != "missing")
        {
            await File.WriteAllTextAsync(Path.Combine(cluster.Datasets, $"{name}.csv"), content, TestContext.Current.CancellationToken);
        }

        var status = await RunAsync($"dataset-{name}", $"file:///{name}.csv", "pass", "Stalled");

        Assert.Equal((reason, $"{message} It is tried again every 5 minutes."), Told(status, "Stalled"));
        Assert.Equal("Pending", (string?)status["phase"]);
        Assert.Null(status["candidates"]);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public async Task A_kernel_that_misbehaves_costs_its_candidates_and_no_more(string name, string body, string phase, string reason, string failure, string message, int kept)
    {
        await File.WriteAllTextAsync(Path.Combine(cluster.Datasets, "two.csv"), TwoRows, TestContext.Current.CancellationToken);

        var status = await RunAsync($"kernel-{name}", "file:///two.csv", body, phase);

        Assert.Equal(reason, Told(status, phase).Reason);
        var told = Assert.Single(status["failures"]!.AsArray())!;
        Assert.Equal((failure, message), ((string?)told["reason"], (string?)told["example"]!["message"]));
        Assert.Equal(kept, (int?)status["candidates"]!["succeeded"]);
        Assert.Equal(2 - kept, (int?)status["candidates"]!["failed"]);
    }

    [Fact]
    public async Task A_dataset_outside_the_root_is_refused_however_it_is_named()
    {
        var outside = cluster.Workspace.Write("outside.csv", TwoRows);
        File.CreateSymbolicLink(Path.Combine(cluster.Datasets, "link.csv"), outside);

        var dots = await RunAsync("outside-dots", "file:///../outside.csv", "pass", "Stalled");
        var link = await RunAsync("outside-link", "file:///link.csv", "pass", "Stalled");

        Assert.Equal(
            ("InvalidSpec", "spec.candidates.uri: a file dataset is file:/// and a path of plain names below the operator's dataset root, without '..', such as file:///elastic.csv"),
            Told(dots, "Failed"));
        Assert.Equal("Invalid", (string?)dots["phase"]);
        Assert.Equal(
            ("DatasetOutsideRoot", "'file:///link.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there. Edit the campaign."),
            Told(link, "Failed"));
        Assert.Null(link["batches"]);
    }

    [Fact]
    public async Task Describe_tells_why_a_batch_failed_with_exit_code_and_last_words()
    {
        await File.WriteAllTextAsync(Path.Combine(cluster.Datasets, "two.csv"), TwoRows, TestContext.Current.CancellationToken);
        await RunAsync("described", "file:///two.csv", "print('no licence', file=sys.stderr); sys.exit(65)", "Failed");

        var description = await cluster.Kubectl.RunAsync("describe", "campaign", "described");

        Assert.Matches("Warning +BatchFailed +.* Batch 0 of run 1 failed: KernelRefused: Container kernel exited with 65: no licence", description);
    }

    private static (string? Reason, string? Message) Told(JsonNode status, string type)
    {
        var condition = status["conditions"]!.AsArray().Single(c => (string?)c!["type"] == type)!;
        return ((string?)condition["reason"], (string?)condition["message"]);
    }

    private async Task<JsonNode> RunAsync(string name, string uri, string kernel, string condition)
    {
        var program = $"import json, os, sys\nout = open(os.environ['MATERIALSSIM_OUTPUT'], 'w')\n{kernel}\n";
        var campaign = new JsonObject
        {
            ["apiVersion"] = "materialssim.io/v1alpha1",
            ["kind"] = "SimulationCampaign",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["candidates"] = new JsonObject { ["uri"] = uri },
                ["kernel"] = new JsonObject { ["image"] = "ghcr.io/materialssim/tutorial:0.1.0", ["command"] = new JsonArray("python3", "-c", program) },
                ["objectives"] = new JsonArray(new JsonObject { ["property"] = "y", ["goal"] = "Maximize" }),
                ["execution"] = new JsonObject { ["batchSize"] = 2 },
            },
        };
        await cluster.Kubectl.RunAsync("apply", "-f", cluster.Workspace.Write($"{name}.yaml", campaign.ToJsonString()));
        await cluster.Kubectl.RunAsync("wait", $"--for=condition={condition}", $"campaign/{name}", "--timeout=60s");
        return JsonSerializer.Deserialize<JsonNode>(await cluster.Kubectl.RunAsync("get", "campaign", name, "-o", "jsonpath={.status}"))!;
    }
}
