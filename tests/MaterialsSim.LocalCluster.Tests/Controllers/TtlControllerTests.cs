using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class TtlControllerTests
{
    [Theory]
    [InlineData(null, "Complete", true, null)]
    [InlineData(60, null, true, null)]
    [InlineData(60, "Complete", false, null)]
    [InlineData(60, "Complete", true, 50)]
    [InlineData(60, "Failed", true, 50)]
    [InlineData(0, "Complete", true, -10)]
    public void A_job_stays_for_its_time_after_it_ended(int? ttl, string? condition, bool isTrue, int? left)
    {
        var spec = new JobSpec { TtlAfterFinished = ttl is null ? null : TimeSpan.FromSeconds(ttl.Value) };
        var status = new JobStatus { Conditions = condition is null ? [] : [new JobCondition(condition, isTrue, "", "", A.Now.AddSeconds(-10))] };

        Assert.Equal(left is null ? null : TimeSpan.FromSeconds(left.Value), TtlController.TimeLeft(spec, status, A.Now));
    }
}
