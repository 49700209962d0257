using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Cli.Outcome;

namespace MaterialsSim.Cli.Tests.Outcome;

public sealed class JudgeTests
{
    [Theory]
    [InlineData("Running", "Ready", "Running", null)]
    [InlineData("Complete", "Complete", "Completed", 0)]
    [InlineData("Complete", "Complete", "NoFeasibleCandidate", 0)]
    [InlineData("Invalid", "Stalled", "NotYetServed", 4)]
    [InlineData("Pending", "Stalled", "DatasetNotFound", 4)]
    [InlineData("Pending", "Stalled", "StoreUnavailable", null)]
    [InlineData("Failed", "Stalled", "TooManyFailures", 5)]
    [InlineData("Suspended", "Suspended", "Suspended", 6)]
    public void The_exit_code_follows_from_the_conditions(string phase, string condition, string reason, int? exitCode) =>
        Assert.Equal(exitCode, Judge.Of(Campaign(phase, condition, reason, observed: 2), generation: 2)?.ExitCode);

    [Fact]
    public void What_was_said_of_an_earlier_generation_does_not_count() =>
        Assert.Null(Judge.Of(Campaign("Complete", "Complete", "Completed", observed: 1), generation: 2));

    private static SimulationCampaign Campaign(string phase, string condition, string reason, long observed) => new()
    {
        Status = new SimulationCampaignStatus
        {
            ObservedGeneration = observed,
            Phase = phase,
            Conditions = [new V1Condition { Type = condition, Status = ConditionStatus.True, Reason = reason, Message = "m" }],
        },
    };
}
