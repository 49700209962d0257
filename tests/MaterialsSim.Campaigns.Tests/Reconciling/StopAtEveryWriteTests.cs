using MaterialsSim.Api;
using MaterialsSim.Campaigns.Tests.World;

namespace MaterialsSim.Campaigns.Tests.Reconciling;

/// <summary>The operator dies at each of its writes in turn, before and after the write takes effect; the answer must be the same, and nothing runs twice.</summary>
public sealed class StopAtEveryWriteTests
{
    // One batch fails, one is lost once, one publishes though its index fails: every kind of end is in the run.
    private static Fate FateOf(int batch, int tries) => (batch, tries) switch
    {
        (2, _) => Fate.Fail,
        (4, 0) => Fate.Vanish,
        (5, _) => Fate.PublishThenFail,
        _ => Fate.Succeed,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_at_any_write_changes_no_byte_of_the_answer(bool stopAfter)
    {
        var undisturbed = await RunAsync(null, stopAfter);
        var answer = undisturbed.Answer();
        var writes = undisturbed.Gate.Log.Count;
        Assert.InRange(writes, 20, 500);

        for (var at = 0; at < writes; at++)
        {
            var world = await RunAsync(at, stopAfter);

            Assert.Equal(1, world.Restarts);
            Assert.True(answer == world.Answer(), $"stopped {(stopAfter ? "after" : "before")} write {at} ({undisturbed.Gate.Log[at]}): another answer");
            Assert.True(undisturbed.Cluster.KernelRuns.Count == world.Cluster.KernelRuns.Count, $"stopped at write {at} ({undisturbed.Gate.Log[at]}): {world.Cluster.KernelRuns.Count} kernel runs");
            Assert.Single(world.Cluster.Works, w => w.Wave == 1);
        }
    }

    private static async Task<TestWorld> RunAsync(int? stopAt, bool stopAfter)
    {
        var world = new TestWorld { Gate = { StopAt = stopAt, StopAfter = stopAfter } };
        world.Cluster.Fate = FateOf;
        world.Api.Apply(TestWorld.Campaign());
        await world.RunUntilAsync(Phases.Complete);
        // A last look, as the resync would take it.
        await world.ReconcileAsync();
        return world;
    }
}
