using MaterialsSim.Cli.Cluster;

namespace MaterialsSim.Cli.Tests.Cluster;

public sealed class OperatorProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Log => Path.Combine(_folder, "log");

    [Fact]
    public async Task Its_input_ends_when_it_is_disposed_and_it_may_finish()
    {
        var process = OperatorProcess.Start("/bin/sh", ["-c", "read line; echo input ended"], Log, TimeProvider.System);

        await process.DisposeAsync();

        Assert.Equal("input ended\n", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_dies_again_and_again_ends_the_command_with_its_last_words()
    {
        await using var process = OperatorProcess.Start("/bin/sh", ["-c", "echo last words; exit 3"], Log, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<CliException>(() => process.WaitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ExitCodes.ClusterFailed, failure.ExitCode);
        Assert.Contains("exited 5 times in a row, last with code 3", failure.Message);
        Assert.Contains("last words", failure.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var process = OperatorProcess.Start("/no/such/operator", [], Log, TimeProvider.System);

        Assert.Contains("/no/such/operator", (await Assert.ThrowsAsync<CliException>(() => process.WaitAsync(TestContext.Current.CancellationToken))).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
