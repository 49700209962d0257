using System.Text;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Agent.Tests;

public sealed class PublishCommandTests : IDisposable
{
    private readonly AgentRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_the_kernel_left_is_stored_and_committed()
    {
        await FetchAsync();
        await OutputAsync("""
            {"id":"mp-1","properties":{"hardness":12}}
            {"id":"mp-2","properties":{"hardness":93}}
            {"id":"mp-3","error":{"reason":"OutOfRange","message":"too soft"}}

            """);
        var end = await _rig.RunAsync("publish");
        Assert.Equal(new AgentEnd(0, null, null, "Committed batch 0: 2 of 3 candidates ranked.\n"), end);

        var commit = await CommitAsync();
        var results = await _rig.ReadAsync("results/0.pod-uid-1.jsonl");
        Assert.Equal(
            new ResultsReference("results/0.pod-uid-1.jsonl", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(results)), results.Length),
            commit.Results);
        Assert.Equal(
            (AgentRig.Uid, 1, 0, 0, 1, "Jobs", "pod-uid-1", BatchOutcome.Succeeded),
            (commit.CampaignUid, commit.Run, commit.Generation, commit.Batch, commit.Wave, commit.Backend, commit.Attempt, commit.Outcome));
        Assert.Equal((3, 2, 1), (commit.Summary.Candidates, commit.Summary.Succeeded, commit.Summary.Failed));
        Assert.Equal(["mp-2", "mp-1"], commit.Summary.Best.Select(entry => entry.Id));
        Assert.Equal(new FailureCount("OutOfRange", 1, "mp-3", "too soft"), Assert.Single(commit.Summary.Failures));
        Assert.Equal(0, commit.Started!.Value.Millisecond + commit.Finished!.Value.Millisecond);
    }

    [Theory]
    [InlineData(null, "Missing", 3)]
    [InlineData("", "Missing", 3)]
    [InlineData("garbage\n{}\n\u0000\n", "Missing", 3)]
    [InlineData("{\"id\":\"unknown\",\"properties\":{\"hardness\":1}}\n", "Missing", 3)]
    [InlineData("{\"id\":\"mp-1\",\"properties\":{\"hardness\":\"soft\"}}\n{\"id\":\"mp-2\",\"properties\":{\"hardness\":1}}\n{\"id\":\"mp-3\",\"properties\":{\"hardness\":1}}\n", "MissingProperty", 1)]
    public async Task Whatever_the_kernel_writes_the_batch_is_committed_with_its_candidates_counted(string? output, string reason, int failed)
    {
        await FetchAsync();
        if (output is not null)
        {
            await OutputAsync(output);
        }

        Assert.Equal((0, null), await _rig.RunAsync("publish") is var end ? (end.ExitCode, end.Message) : default);
        var summary = (await CommitAsync()).Summary;
        Assert.Equal((3, failed), (summary.Candidates, summary.Failed));
        Assert.Equal((reason, failed), Assert.Single(summary.Failures) is var failure ? (failure.Reason, failure.Count) : default);
    }

    [Theory]
    [InlineData("link", "a symbolic link")]
    [InlineData("folder", "a folder")]
    [InlineData("fifo", "a FIFO, socket or device")]
    public async Task An_output_that_is_no_file_is_refused(string kind, string what)
    {
        await FetchAsync();
        var path = _rig.WorkFile(WorkFiles.Output);
        switch (kind)
        {
            case "link":
                await File.WriteAllTextAsync(Path.Join(_rig.Outside, "token"), "secret", Token);
                File.CreateSymbolicLink(path, Path.Join(_rig.Outside, "token"));
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [path]))
                {
                    await mkfifo.WaitForExitAsync(Token);
                }

                break;
        }

        var end = await _rig.RunAsync("publish");
        Assert.Equal(
            (65, "PublishFailed", $"{path} is {what}, not a regular file. Have the kernel write a file there."), (end.ExitCode, end.Reason, end.Message));
        Assert.Empty(await _rig.ListAsync("results/"));
        Assert.Empty(await _rig.ListAsync("commits/"));
    }

    [Theory]
    [InlineData(WorkFiles.Input, "changed", "input.jsonl is not what was fetched. Keep the kernel from writing to its input.")]
    [InlineData(WorkFiles.Input, null, "input.jsonl is gone. Keep the kernel from deleting its input.")]
    [InlineData(WorkFiles.Batch, "changed", "batch.json is damaged. Keep the kernel from writing there.")]
    [InlineData(WorkFiles.Batch, null, "batch.json is gone. Keep the kernel from deleting it.")]
    public async Task A_work_folder_that_the_kernel_tampered_with_is_refused(string name, string? text, string words)
    {
        await FetchAsync();
        await OutputAsync("");
        var path = _rig.WorkFile(name);
        File.Delete(path);
        if (text is not null)
        {
            await File.WriteAllTextAsync(path, text, Token);
        }

        var end = await _rig.RunAsync("publish");
        Assert.Equal((65, "PublishFailed", _rig.WorkFile(words)), (end.ExitCode, end.Reason, end.Message));
        Assert.Empty(await _rig.ListAsync("commits/"));
    }

    [Fact]
    public async Task A_kernel_cannot_commit_another_batch_by_forging_the_state()
    {
        await FetchAsync(batchSize: 1);
        await OutputAsync("");
        var path = _rig.WorkFile(WorkFiles.Batch);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Token)).Replace("\"batch\":0", "\"batch\":1"), Token);
        var end = await _rig.RunAsync("publish");
        Assert.Equal(
            (65, "PublishFailed", $"{path} is of batch 1, wave 1, not of batch 0, wave 1. Keep the kernel from writing there."),
            (end.ExitCode, end.Reason, end.Message));
    }

    [Fact]
    public async Task Of_two_publishers_at_once_one_commits_and_the_other_clears_up_and_is_done()
    {
        await FetchAsync();
        await OutputAsync("{\"id\":\"mp-1\",\"properties\":{\"hardness\":12}}\n");

        // Both have seen that there is no commit and have stored their results before either commits.
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = 0;
        var store = new StepStore(_rig.Store)
        {
            Before = async (step, path) =>
            {
                if (step == "create" && path.Contains("/commits/", StringComparison.Ordinal))
                {
                    if (Interlocked.Increment(ref ready) == 2)
                    {
                        both.SetResult();
                    }

                    await both.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
                }
            },
        };
        var ends = await Task.WhenAll(
            PublishAsync(_rig, "pod-uid-1", store),
            PublishAsync(_rig.OtherPod(), "pod-uid-2", store));
        Assert.All(ends, end => Assert.Equal((0, null), (end.ExitCode, end.Message)));
        var commit = await CommitAsync();
        Assert.Equal([commit.Results!.Path], await _rig.ListAsync("results/"));
        Assert.Single(await _rig.ListAsync("commits/"));
    }

    [Theory]
    [InlineData("/results/")]
    [InlineData("/commits/")]
    public async Task A_lost_answer_of_the_store_is_made_good(string part)
    {
        await FetchAsync();
        await OutputAsync("{\"id\":\"mp-1\",\"properties\":{\"hardness\":12}}\n");
        var lost = false;
        _rig.OpenStore = () => new StepStore(_rig.Store)
        {
            Before = (step, path) => step == "created" && path.Contains(part, StringComparison.Ordinal) && !lost && (lost = true)
                ? throw new Artifacts.ArtifactStoreException("The answer was lost.")
                : Task.CompletedTask,
        };
        Assert.Equal((0, null), await _rig.RunAsync("publish") is var end ? (end.ExitCode, end.Message) : default);
        Assert.True(lost);
        Assert.Equal([(await CommitAsync()).Results!.Path], await _rig.ListAsync("results/"));
    }

    [Fact]
    public async Task Results_that_changed_between_two_tries_of_one_attempt_are_refused()
    {
        await FetchAsync();
        await OutputAsync("{\"id\":\"mp-1\",\"properties\":{\"hardness\":12}}\n");
        await _rig.WriteAsync("results/0.pod-uid-1.jsonl", "other"u8.ToArray());
        var end = await _rig.RunAsync("publish");
        Assert.Equal(
            (65, "PublishFailed", $"file://{_rig.StoreFolder}/{AgentRig.Run}/results/0.pod-uid-1.jsonl holds other results of the same attempt: " +
                "the kernel's output changed while it was published. See that no process of the kernel outlives it."),
            (end.ExitCode, end.Reason, end.Message));
    }

    [Fact]
    public async Task A_late_pod_of_an_older_wave_finds_the_commit_and_is_done()
    {
        await FetchAsync();
        await OutputAsync("");
        await _rig.RunAsync("publish");
        var before = await _rig.ReadAsync(RunPaths.Commit(0, 0));
        await _rig.DispatchAsync(wave: 2);
        _rig[AgentContract.Wave] = "2";
        _rig[KernelContract.Attempt] = "pod-uid-2";
        Assert.Equal(new AgentEnd(0, null, null, "Batch 0 is committed already.\n"), await _rig.RunAsync("publish"));
        Assert.Equal(before, await _rig.ReadAsync(RunPaths.Commit(0, 0)));
    }

    [Fact]
    public async Task A_rerun_commits_in_its_own_generation()
    {
        await FetchAsync();
        await OutputAsync("");
        await _rig.RunAsync("publish");
        await _rig.DispatchAsync(generation: 1, wave: 2);
        _rig[AgentContract.Wave] = "2";
        _rig[KernelContract.Attempt] = "pod-uid-2";
        await _rig.RunAsync("fetch");
        await OutputAsync("");
        Assert.Equal(0, (await _rig.RunAsync("publish")).ExitCode);
        Assert.Equal(["commits/0/000000.json", "commits/1/000000.json"], await _rig.ListAsync("commits/"));
    }

    private static Task<AgentEnd> PublishAsync(AgentRig rig, string attempt, StepStore store)
    {
        rig[KernelContract.Attempt] = attempt;
        rig.OpenStore = () => store;
        return Task.Run(() => rig.RunAsync("publish"));
    }

    private async Task FetchAsync(int? batchSize = 3)
    {
        _rig.WriteDataset("lab/crystals.csv", "id,formula\nmp-1,Si\nmp-2,C\nmp-3,Pb\n");
        await _rig.RequestAsync(request => request with { BatchSize = batchSize });
        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
        await _rig.DispatchAsync();
        Assert.Equal(0, (await _rig.RunAsync("fetch")).ExitCode);
    }

    private Task OutputAsync(string text) => File.WriteAllTextAsync(_rig.WorkFile(WorkFiles.Output), text, Token);

    private async Task<Commit> CommitAsync() => CommitDocument.Read(
        await _rig.ReadAsync(RunPaths.Commit(0, 0)), new CommitExpectation(AgentRig.Uid, 1, 0, 0, 3));
}
