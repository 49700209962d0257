using System.Text;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Tests;

public sealed class PlanCommandTests : IDisposable
{
    private const string Crystals = "id,formula,density\nmp-1,Si,2.3\nmp-2,C,3.5\nmp-3,Ge,5.3\n";

    private readonly AgentRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_dataset_is_planned_and_pinned()
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync(request => request with { BatchSize = 2 });
        var end = await _rig.RunAsync("plan");
        Assert.Equal(new AgentEnd(0, null, null, "Planned 3 candidates in 2 batches.\n"), end);
        Assert.Equal(["batches", "ids.jsonl", "plan-request.json", "plan.json"], await _rig.ListAsync());
        Assert.Equal("\"mp-1\"\n\"mp-2\"\n\"mp-3\"\n", Encoding.UTF8.GetString(await _rig.ReadAsync(RunPaths.Ids)));
        var plan = await _rig.DocumentAsync<Plan>(RunPaths.Plan);
        var modified = File.GetLastWriteTimeUtc(Path.Join(_rig.DatasetRoot, "lab/crystals.csv"));
        Assert.Equal([new DatasetObject("file:///lab/crystals.csv", Crystals.Length, $"{modified:O}")], plan.Objects);
        Assert.Equal(2, plan.Batches);
        Assert.Empty(Directory.GetFiles(_rig.Work));
    }

    [Fact]
    public async Task The_campaigns_own_candidates_are_planned_from_the_store()
    {
        await _rig.WriteAsync(RunPaths.Dataset, "{\"id\":\"a\",\"properties\":{}}\n"u8.ToArray());
        await _rig.RequestAsync(request => request with { Uri = "run:dataset.jsonl", Format = DatasetFormat.JsonLines });
        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
        Assert.Equal(1, (await _rig.DocumentAsync<Plan>(RunPaths.Plan)).Candidates);
    }

    [Fact]
    public async Task A_second_planner_finds_the_plan_and_touches_nothing_even_when_the_dataset_changed()
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync();
        await _rig.RunAsync("plan");
        var before = await Task.WhenAll(_rig.ReadAsync(RunPaths.Plan), _rig.ReadAsync(RunPaths.Ids), _rig.ReadAsync(RunPaths.Batches));
        _rig.WriteDataset("lab/crystals.csv", "id\nother\n");
        var end = await _rig.RunAsync("plan");
        Assert.Equal(new AgentEnd(0, null, null, "The plan is there: 3 candidates in 3 batches.\n"), end);
        Assert.Equal(before, await Task.WhenAll(_rig.ReadAsync(RunPaths.Plan), _rig.ReadAsync(RunPaths.Ids), _rig.ReadAsync(RunPaths.Batches)));
    }

    [Fact]
    public async Task Planners_at_the_same_time_leave_one_whole_plan()
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync();
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _rig.RunAsync("plan"))));
        Assert.All(ends, end => Assert.Equal(0, end.ExitCode));
        var plan = await _rig.DocumentAsync<Plan>(RunPaths.Plan);
        Assert.Equal(plan.IdsSha256, Sha256(await _rig.ReadAsync(RunPaths.Ids)));
        Assert.Equal(plan.BatchesSha256, Sha256(await _rig.ReadAsync(RunPaths.Batches)));
    }

    [Fact]
    public async Task What_a_dead_planner_left_of_another_content_is_replaced()
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync();
        await _rig.WriteAsync(RunPaths.Ids, "\"old\"\n"u8.ToArray());
        await _rig.WriteAsync(RunPaths.Batches, "old"u8.ToArray());
        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
        var plan = await _rig.DocumentAsync<Plan>(RunPaths.Plan);
        Assert.Equal(plan.IdsSha256, Sha256(await _rig.ReadAsync(RunPaths.Ids)));
        Assert.Equal(plan.BatchesSha256, Sha256(await _rig.ReadAsync(RunPaths.Batches)));
    }

    [Fact]
    public async Task A_file_that_is_replaced_under_a_planner_stops_it_before_its_plan()
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync();
        var disturbing = new StepStore(_rig.Store);
        disturbing.Before = async (step, path) =>
        {
            if (step == "create" && path.EndsWith(RunPaths.Batches, StringComparison.Ordinal))
            {
                await _rig.WriteAsync(RunPaths.Ids, "\"other\"\n"u8.ToArray());
            }
        };
        _rig.OpenStore = () => disturbing;
        var end = await _rig.RunAsync("plan");
        Assert.Equal((75, "PlanDisturbed"), (end.ExitCode, end.Reason));
        Assert.DoesNotContain(RunPaths.Plan, await _rig.ListAsync());
    }

    [Fact]
    public async Task A_request_of_another_campaign_is_refused()
    {
        await _rig.RequestAsync(request => request with { CampaignUid = "another" });
        var end = await _rig.RunAsync("plan");
        Assert.Equal((65, "WrongRun"), (end.ExitCode, end.Reason));
        Assert.Equal(
            $"file://{_rig.StoreFolder}/{AgentRig.Run}/plan-request.json belongs to run 1 of campaign UID 'another', which is not this folder's. " +
            "Delete the campaign and apply it anew.",
            end.Message);
    }

    [Fact]
    public async Task A_dataset_in_a_linked_folder_below_the_root_is_read()
    {
        _rig.WriteDataset("versions/2/crystals.csv", Crystals);
        Directory.CreateSymbolicLink(Path.Join(_rig.DatasetRoot, "lab"), "versions/2");
        await _rig.RequestAsync();
        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
