using System.Text.RegularExpressions;

namespace MaterialsSim.EndToEnd.Tests;

// Whole clusters, on machines with two cores: one at a time.
[Collection("cluster")]
public sealed partial class InterruptionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_ended_in_the_middle_leaves_no_process_and_goes_on_where_it_was(bool byForce)
    {
        using var undisturbed = new Workspace();
        var (code, output) = await MaterialsSimCommand.RunAsync("run", undisturbed.SlowCampaign(24, 0.05), "--state", undisturbed.State);
        Assert.True(code == 0, output);

        var manifest = _workspace.SlowCampaign(24, 0.5);
        using (var command = MaterialsSimCommand.Start("run", manifest, "--state", _workspace.State))
        {
            await command.WaitForLineAsync(SomeBatches());
            if (byForce)
            {
                command.Kill();
            }
            else
            {
                command.Interrupt();
            }

            var ended = await command.WaitAsync();
            Assert.Equal(byForce ? 137 : 130, ended);
        }

        Assert.Empty(await Processes.GoneAsync(_workspace.State, TimeSpan.FromSeconds(30)));
        var committed = _workspace.Commits();
        Assert.InRange(committed, 1, 23);
        var kept = _workspace.Attempts();

        (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);

        Assert.True(code == 0, output);
        Assert.Equal(24, _workspace.Commits());
        Assert.Empty(kept.Except(_workspace.Attempts()));
        Assert.Equal(undisturbed.Answer(), _workspace.Answer());
        // Each committed batch has one results object: it was not computed again.
        Assert.Equal(24, _workspace.Attempts().Select(name => name.Split('.')[0]).Distinct().Count());
    }

    [GeneratedRegex("Running, [2-9]/24 batches|Running, 1[0-9]/24 batches")]
    private static partial Regex SomeBatches();
}
