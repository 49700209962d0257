using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Progress;

/// <summary>How far a campaign is at one moment.</summary>
/// <param name="At">Time since the command began to look.</param>
/// <param name="Run">Number of the run.</param>
/// <param name="Ended">Candidates that ended, one way or another.</param>
/// <param name="Total">Candidates of the run; 0 while it is not known.</param>
internal readonly record struct Sample(TimeSpan At, int Run, long Ended, long Total)
{
    public static Sample Of(SimulationCampaignStatus? status, TimeSpan at)
    {
        var counts = status?.Candidates;
        var ended = counts is null ? 0 : counts.Succeeded + counts.Failed + counts.Infeasible + counts.Unranked;
        return new Sample(at, status?.Run?.Number ?? 0, ended, counts?.Total ?? 0);
    }
}
