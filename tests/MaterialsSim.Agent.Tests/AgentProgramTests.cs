using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Agent.Tests;

public sealed class AgentProgramTests : IDisposable
{
    private readonly AgentRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("plan")]
    [InlineData("fetch")]
    [InlineData("publish")]
    public async Task A_store_out_of_reach_is_tried_for_15_minutes_and_then_ends_with_75(string command)
    {
        var began = _rig.Time.GetUtcNow();
        _rig.OpenStore = () => new StepStore(_rig.Store) { Before = (_, _) => throw new ArtifactStoreException("The store is out of reach.") };
        var end = await _rig.RunAsync(command);
        Assert.Equal(
            (75, "StoreUnreachable", $"The store is out of reach. Tried {_rig.Time.Waits.Count + 1} times in 15 minutes."),
            (end.ExitCode, end.Reason, end.Message));
        Assert.Equal(TimeSpan.FromMinutes(15), _rig.Time.GetUtcNow() - began);
        Assert.StartsWith("The store is out of reach. Trying again in 1.0 s.\nThe store is out of reach. Trying again in 2.0 s.\n", end.Log);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("fetch")]
    [InlineData("publish")]
    public async Task A_store_that_fails_for_two_minutes_costs_nothing_but_time(string command)
    {
        await PrepareAsync(command);
        var until = _rig.Time.GetUtcNow() + TimeSpan.FromMinutes(2);
        _rig.OpenStore = () => new StepStore(_rig.Store)
        {
            Before = (_, _) => _rig.Time.GetUtcNow() < until ? throw new ArtifactStoreException("The store is out of reach.") : Task.CompletedTask,
        };
        Assert.Equal((0, null), await _rig.RunAsync(command) is var end ? (end.ExitCode, end.Message) : default);
        Assert.True(_rig.Time.Waits.Count > 6);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("fetch")]
    [InlineData("publish")]
    public async Task A_store_that_fails_once_at_every_step_costs_nothing_but_time(string command)
    {
        await PrepareAsync(command);
        var failed = new HashSet<string>();
        _rig.OpenStore = () => new StepStore(_rig.Store)
        {
            Before = (step, path) => failed.Add($"{step} {path}") ? throw new ArtifactStoreException("The store stumbled.") : Task.CompletedTask,
        };
        Assert.Equal((0, null), await _rig.RunAsync(command) is var end ? (end.ExitCode, end.Message) : default);
        Assert.Equal(failed.Count, _rig.Time.Waits.Count);
    }

    [Theory]
    [InlineData]
    [InlineData("salvage")]
    [InlineData("plan", "twice")]
    public async Task A_call_that_is_no_command_is_told(params string[] args)
    {
        var end = await _rig.RunAsync(args);
        Assert.Equal(
            (70, "Misconfigured", "Call materialssim-agent with one of: plan, fetch, publish."), (end.ExitCode, end.Reason, end.Message));
    }

    [Theory]
    [InlineData(AgentContract.Store, null, "it is not set")]
    [InlineData(AgentContract.Run, "", "it is not set")]
    [InlineData(AgentContract.Wave, "0", "it takes a whole number from 1")]
    [InlineData(AgentContract.Wave, "1e3", "it takes a whole number from 1")]
    [InlineData(AgentContract.Index, "99999999999", "it takes a whole number from 0")]
    [InlineData(AgentContract.Work, "/nothing/there", "the folder '/nothing/there' is not there")]
    public async Task A_variable_that_is_not_as_the_operator_sets_it_is_named(string variable, string? value, string why)
    {
        await PrepareAsync("fetch");
        _rig[variable] = value;
        var end = await _rig.RunAsync("fetch");
        Assert.Equal(
            (70, "Misconfigured", $"The environment variable {variable} is not as the operator sets it: {why}. Run the agent in a pod that the operator made."),
            (end.ExitCode, end.Reason, end.Message));
    }

    [Fact]
    public async Task An_attempt_that_could_lead_out_of_the_run_is_refused()
    {
        await PrepareAsync("publish");
        _rig[KernelContract.Attempt] = "../../other";
        Assert.Equal((70, "Misconfigured"), await _rig.RunAsync("publish") is var end ? (end.ExitCode, end.Reason) : default);
    }

    [Fact]
    public async Task What_nobody_expected_ends_with_70_and_tells_its_type()
    {
        _rig.OpenStore = () => throw new InvalidOperationException("A bug.");
        var end = await _rig.RunAsync("plan");
        Assert.Equal((70, "Defect", "InvalidOperationException: A bug."), (end.ExitCode, end.Reason, end.Message));
        Assert.Contains("   at MaterialsSim.Agent.", end.Log);
        Assert.EndsWith("{\"reason\":\"Defect\",\"message\":\"InvalidOperationException: A bug.\"}\n", end.Log);
    }

    [Fact]
    public async Task A_full_disk_of_the_pod_is_not_the_kernels_fault()
    {
        _rig.OpenStore = () => new StepStore(_rig.Store) { Before = (_, _) => throw new IOException("No space left on device : '/work/input.jsonl'") };
        var end = await _rig.RunAsync("fetch");
        Assert.Equal(
            (75, "WorkFolderUnusable", "No space left on device : '/work/input.jsonl'. Give the pod more ephemeral storage."),
            (end.ExitCode, end.Reason, end.Message));
    }

    [Fact]
    public async Task A_stop_from_outside_ends_with_143()
    {
        using var stop = new CancellationTokenSource();
        var log = new StringWriter();
        var program = new AgentProgram(name => name == AgentContract.TerminationLog ? _rig.TerminationLog : "x", log, _rig.Time, () => 0)
        {
            OpenStore = _ => new StepStore(_rig.Store) { Before = (_, _) => stop.CancelAsync() },
        };
        Assert.Equal(143, await program.RunAsync(["plan"], stop.Token));
        Assert.StartsWith("{\"reason\":\"Terminated\",", await File.ReadAllTextAsync(_rig.TerminationLog, Token));
    }

    [Theory]
    [InlineData("s3://lab/artifacts", "The artifact root 's3://lab/artifacts' cannot be opened: s3:// is not served yet. Use file:///folder on a volume that all pods mount.")]
    [InlineData("state", "'state' is no artifact root: write file:///folder. (Parameter 'root')")]
    public async Task A_root_that_cannot_be_opened_is_told(string root, string message)
    {
        _rig.OpenStore = () => ArtifactStores.Open(root, TimeProvider.System);
        Assert.Equal((70, "Misconfigured", message), await _rig.RunAsync("plan") is var end ? (end.ExitCode, end.Reason, end.Message) : default);
    }

    [Fact]
    public async Task Last_words_go_to_the_default_file_only_when_it_is_there()
    {
        var file = Path.Join(_rig.Outside, "default");
        async Task<int> RunAsync() => await new AgentProgram(_ => null, TextWriter.Null, _rig.Time, () => 0) { DefaultTerminationLog = file }.RunAsync([], Token);

        Assert.Equal(70, await RunAsync());
        Assert.False(File.Exists(file));
        await File.WriteAllTextAsync(file, "", Token);
        Assert.Equal(70, await RunAsync());
        Assert.Equal("{\"reason\":\"Misconfigured\",\"message\":\"Call materialssim-agent with one of: plan, fetch, publish.\"}\n", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task A_termination_log_that_cannot_be_written_is_told_and_changes_no_exit_code()
    {
        _rig[AgentContract.TerminationLog] = "/nothing/there";
        var end = await _rig.RunAsync();
        Assert.Equal(70, end.ExitCode);
        Assert.Contains("The last words could not be written to /nothing/there: ", end.Log);
    }

    private async Task PrepareAsync(string command)
    {
        _rig.WriteDataset("lab/crystals.csv", "id\nmp-1\nmp-2\n");
        await _rig.RequestAsync();
        if (command == "plan")
        {
            return;
        }

        Assert.Equal(0, (await _rig.RunAsync("plan")).ExitCode);
        await _rig.DispatchAsync();
        if (command == "publish")
        {
            Assert.Equal(0, (await _rig.RunAsync("fetch")).ExitCode);
            await File.WriteAllTextAsync(_rig.WorkFile(WorkFiles.Output), "{\"id\":\"mp-1\",\"properties\":{\"hardness\":12}}\n", Token);
        }
    }
}
