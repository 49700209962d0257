using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Runs;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>
/// Which run the campaign is in. A changed <em>what</em> starts the next run: status names it, and is written, before anything is created for it.
/// </summary>
internal static class RunStep
{
    /// <summary>Returns true when the pass goes on to work on the run.</summary>
    public static bool Run(CampaignPass pass)
    {
        var status = pass.Status;
        var identity = RunIdentity.Of(pass.Spec);
        if (status.Run is not { } run || run.Id != identity)
        {
            Start(pass, identity);
            return false;
        }

        if (run.CompletionTime is null)
        {
            return true;
        }

        var isFailed = CampaignConditions.Find(status, ConditionTypes.Failed)?.Status == ConditionStatus.True;
        var isCurrent = run.Ranking == pass.RankingHash && !(isFailed && pass.IsEdited);
        if (!isCurrent)
        {
            run.CompletionTime = null;
            run.Ranking = null;
        }

        return !isCurrent;
    }

    private static void Start(CampaignPass pass, string identity)
    {
        var status = pass.Status;
        if (status.Run is { } previous)
        {
            status.PreviousRun = new PreviousRunStatus { Number = previous.Number, Result = ResultOf(status), Uri = status.Results?.Uri };
        }

        var number = (status.Run?.Number ?? 0) + 1;
        status.Run = new RunStatus { Number = number, Id = identity, IdentityVersion = RunIdentity.CurrentVersion, StartTime = pass.Now.UtcDateTime };
        status.Plan = null;
        status.Candidates = null;
        status.Batches = null;
        status.Waves = null;
        status.Checkpoint = null;
        status.Best = null;
        status.ParetoFront = null;
        status.Failures = null;
        status.Results = null;

        pass.Tell(EventReasons.RunStarted, $"Run {number} began.");
        pass.Conclude(Standing.Planning, Reasons.Planning, $"Run {number} begins.");
        pass.Requeue(TimeSpan.Zero);
    }

    private static string ResultOf(SimulationCampaignStatus status) => status.Phase switch
    {
        Phases.Complete => RunResults.Complete,
        Phases.Failed => RunResults.Failed,
        _ => RunResults.Superseded,
    };
}
