using System.Diagnostics;
using System.Text.Json;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Agent.Tests;

/// <summary>The executable itself, as processes, over a whole small run.</summary>
public sealed class EndToEndTests : IDisposable
{
    private static readonly string Agent = Path.Join(AppContext.BaseDirectory, "materialssim-agent.dll");

    private readonly AgentRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_run_is_planned_fetched_simulated_published_and_committed()
    {
        const int Candidates = 1000;
        _rig.WriteDataset("lab/crystals.csv", "id,modulus\n" + string.Concat(Enumerable.Range(0, Candidates).Select(i => $"mp-{i},{i}\n")));
        await _rig.RequestAsync(request => request with { BatchSize = 300 });
        Assert.Equal((0, "Planned 1000 candidates in 4 batches.\n"), await RunAsync("plan"));
        await _rig.DispatchAsync();
        var plan = await _rig.DocumentAsync<Plan>(RunPaths.Plan);
        var records = BatchTable.Read(await _rig.ReadAsync(RunPaths.Manifest(1)));
        Summary? whole = null;
        for (var index = 0; index < plan.Batches; index++)
        {
            _rig[AgentContract.Index] = index.ToString();
            _rig[KernelContract.Attempt] = $"pod-uid-{index}";
            Assert.Equal((0, $"Fetched batch {index}: {records[index].Candidates} candidates.\n"), await RunAsync("fetch"));
            await SimulateAsync();
            Assert.Equal(0, (await RunAsync("publish")).ExitCode);
            var commit = CommitDocument.Read(
                await _rig.ReadAsync(RunPaths.Commit(0, index)), new CommitExpectation(AgentRig.Uid, 1, 0, index, records[index].Candidates));
            whole = whole is null ? commit.Summary : Summary.Merge(whole, commit.Summary, (await _rig.DocumentAsync<WaveTask>(RunPaths.WaveTask(1))).Ranking);
        }

        // Every tenth is refused by the kernel; the hardest of the others is the last.
        Assert.Equal((1000, 900, 100), (whole!.Candidates, whole.Succeeded, whole.Failed));
        Assert.Equal(("mp-999", 1998.0), (whole.Best[0].Id, whole.Best[0].Values[0]));
        Assert.Equal(new FailureCount("OutOfRange", 100, "mp-0", "A multiple of ten."), Assert.Single(whole.Failures));
    }

    [Fact]
    public async Task A_failure_ends_the_process_with_its_code_and_its_words()
    {
        await _rig.RequestAsync();
        var (exit, log) = await RunAsync("plan");
        const string Words = "{\"reason\":\"DatasetNotFound\",\"message\":\"'file:///lab/crystals.csv' is not there. Put it below the dataset root, or correct spec.candidates.uri.\"}\n";
        Assert.Equal((65, Words), (exit, log));
        Assert.Equal(Words, await File.ReadAllTextAsync(_rig.TerminationLog, Token));
    }

    [Fact]
    public async Task A_process_that_is_told_to_stop_while_the_store_is_away_ends_with_143_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM in Windows.");
        Directory.Delete(_rig.StoreFolder, recursive: true);
        using var process = Start("plan");
        Assert.Contains("Trying again in", await process.StandardError.ReadLineAsync(Token));
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]))
        {
            await kill.WaitForExitAsync(Token);
        }

        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(143, process.ExitCode);
        Assert.StartsWith("{\"reason\":\"Terminated\",", await File.ReadAllTextAsync(_rig.TerminationLog, Token));
    }

    // Twice the modulus is the hardness; every tenth it cannot do.
    private async Task SimulateAsync()
    {
        await using var output = new StreamWriter(_rig.WorkFile(WorkFiles.Output));
        await foreach (var line in File.ReadLinesAsync(_rig.WorkFile(WorkFiles.Input), Token))
        {
            using var candidate = JsonDocument.Parse(line);
            var id = candidate.RootElement.GetProperty("id").GetString();
            var modulus = candidate.RootElement.GetProperty("properties").GetProperty("modulus").GetInt32();
            await output.WriteLineAsync(modulus % 10 == 0
                ? $"{{\"id\":\"{id}\",\"error\":{{\"reason\":\"OutOfRange\",\"message\":\"A multiple of ten.\"}}}}"
                : $"{{\"id\":\"{id}\",\"properties\":{{\"hardness\":{2 * modulus}}}}}");
        }
    }

    private async Task<(int ExitCode, string Log)> RunAsync(string command)
    {
        using var process = Start(command);
        var log = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, log);
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("dotnet", [Agent, command]) { RedirectStandardError = true };
        foreach (var (name, value) in _rig.Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
