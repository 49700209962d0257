using System.Text;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Tests;

public sealed class FetchCommandTests : IDisposable
{
    private const string Crystals = "id,formula,density\nmp-1,Si,2.3\nmp-2,C,3.5\nmp-3,Ge,5.3\n";

    private readonly AgentRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0, "{\"id\":\"mp-1\",\"properties\":{\"formula\":\"Si\",\"density\":2.3}}\n{\"id\":\"mp-2\",\"properties\":{\"formula\":\"C\",\"density\":3.5}}\n")]
    [InlineData(1, "{\"id\":\"mp-3\",\"properties\":{\"formula\":\"Ge\",\"density\":5.3}}\n")]
    public async Task A_pod_gets_its_own_batch_and_the_parameters(int index, string input)
    {
        await PlanAsync();
        _rig[AgentContract.Index] = index.ToString();
        var end = await _rig.RunAsync("fetch");
        Assert.Equal((0, null), (end.ExitCode, end.Message));
        Assert.Equal(input, await File.ReadAllTextAsync(_rig.WorkFile(WorkFiles.Input), Token));
        Assert.Equal("{\"temperature_K\":\"300\"}", await File.ReadAllTextAsync(_rig.WorkFile(WorkFiles.Parameters), Token));
        Assert.Equal(
            ["artifacts", "batch.json", "checkpoint", "files", "input.jsonl", "parameters.json"],
            Directory.GetFileSystemEntries(_rig.Work).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_materialised_batch_comes_from_the_store()
    {
        await PlanAsync(request => request with { Materialise = true });
        Directory.Delete(_rig.DatasetRoot, recursive: true);
        Assert.Equal(0, (await _rig.RunAsync("fetch")).ExitCode);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_rig.WorkFile(WorkFiles.Input), Token)).Length);
    }

    [Fact]
    public async Task A_batch_that_is_committed_gives_the_kernel_nothing_to_do()
    {
        await PlanAsync();
        await _rig.WriteAsync(RunPaths.Commit(0, 0), "{}"u8.ToArray());
        var end = await _rig.RunAsync("fetch");
        Assert.Equal(new AgentEnd(0, null, null, "Batch 0 is committed already; there is nothing to do.\n"), end);
        Assert.Empty(await File.ReadAllBytesAsync(_rig.WorkFile(WorkFiles.Input), Token));
        Assert.Equal(0, (await _rig.RunAsync("publish")).ExitCode);
    }

    [Fact]
    public async Task A_dataset_that_changed_is_refused_and_both_versions_are_named()
    {
        await PlanAsync();
        var planned = (await _rig.DocumentAsync<Plan>(RunPaths.Plan)).Objects[0];
        var path = Path.Join(_rig.DatasetRoot, "lab/crystals.csv");
        await File.AppendAllTextAsync(path, "mp-4,Sn,7.3\n", Token);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        var end = await _rig.RunAsync("fetch");
        Assert.Equal((65, "DatasetChanged"), (end.ExitCode, end.Reason));
        Assert.Equal(
            $"'file:///lab/crystals.csv' changed during the run: version {planned.ETag} (54 bytes) was planned, version 2026-01-02T03:04:05.0000000Z (66 bytes) is there. " +
            "Restore it, or start a new run on the new one.",
            end.Message);
    }

    [Fact]
    public async Task A_change_that_keeps_size_and_time_is_found_by_the_batch_itself()
    {
        await PlanAsync();
        var path = Path.Join(_rig.DatasetRoot, "lab/crystals.csv");
        var time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllTextAsync(path, "id,formula,density\nmp-1,Si,2.3 mp-2,C,3.5\nmp-3,Ge,5.3\n", Token);
        File.SetLastWriteTimeUtc(path, time);
        var end = await _rig.RunAsync("fetch");
        Assert.Equal((65, "DatasetChanged"), (end.ExitCode, end.Reason));
    }

    [Fact]
    public async Task Links_that_an_earlier_kernel_left_are_not_written_through()
    {
        await PlanAsync();
        var theirs = Path.Join(_rig.Outside, "theirs");
        await File.WriteAllTextAsync(theirs, "theirs", Token);
        foreach (var name in new[] { WorkFiles.Input, WorkFiles.Parameters, WorkFiles.Batch, WorkFiles.Output, WorkFiles.Artifacts })
        {
            File.CreateSymbolicLink(_rig.WorkFile(name), theirs);
        }

        Directory.CreateSymbolicLink(_rig.WorkFile(WorkFiles.Files), _rig.DatasetRoot);
        Assert.Equal(0, (await _rig.RunAsync("fetch")).ExitCode);
        Assert.Equal("theirs", await File.ReadAllTextAsync(theirs, Token));
        Assert.True(File.Exists(Path.Join(_rig.DatasetRoot, "lab/crystals.csv")));
        Assert.False(File.Exists(_rig.WorkFile(WorkFiles.Output)));
    }

    [Theory]
    [InlineData("2", 65, "DocumentDamaged")]
    [InlineData("-1", 70, "Misconfigured")]
    [InlineData("x", 70, "Misconfigured")]
    public async Task An_index_that_the_wave_does_not_have_is_refused(string index, int exitCode, string reason)
    {
        await PlanAsync();
        _rig[AgentContract.Index] = index;
        var end = await _rig.RunAsync("fetch");
        Assert.Equal((exitCode, reason), (end.ExitCode, end.Reason));
    }

    [Fact]
    public async Task A_damaged_manifest_is_told_with_its_bytes()
    {
        await PlanAsync();
        await _rig.WriteAsync(RunPaths.Manifest(1), Encoding.UTF8.GetBytes(new string('x', 152)));
        var end = await _rig.RunAsync("fetch");
        Assert.Equal((65, "DocumentDamaged"), (end.ExitCode, end.Reason));
        Assert.Equal(
            $"file://{_rig.StoreFolder}/{AgentRig.Run}/manifest/1: record 0 is damaged: '{new string('x', 76)}'. Restore it, or start the run anew.", end.Message);
    }

    [Fact]
    public async Task A_plan_of_another_run_is_refused()
    {
        await PlanAsync();
        var plan = await _rig.DocumentAsync<Plan>(RunPaths.Plan);
        await _rig.WriteAsync(RunPaths.Plan, Screening.Json.Documents.Write(plan with { Run = 2 }));
        Assert.Equal((65, "WrongRun"), await _rig.RunAsync("fetch") is var end ? (end.ExitCode, end.Reason) : default);
    }

    private async Task PlanAsync(Func<PlanRequest, PlanRequest>? change = null)
    {
        _rig.WriteDataset("lab/crystals.csv", Crystals);
        await _rig.RequestAsync(request => (change?.Invoke(request) ?? request) with { BatchSize = 2 });
        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
        await _rig.DispatchAsync();
    }
}
