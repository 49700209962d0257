using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>One look at one campaign: what was seen, what is to be written, and what is to be done once that is written.</summary>
internal sealed class CampaignPass(SimulationCampaign campaign, IReadOnlyList<ObservedWork> work, DateTimeOffset now)
{
    public SimulationCampaign Campaign { get; } = campaign;

    public SimulationCampaignSpec Spec => Campaign.Spec;

    public string Uid => Campaign.Metadata.Uid;

    public long Generation => Campaign.Metadata.Generation ?? 0;

    /// <summary>The spec has changed since status was last written.</summary>
    public bool IsEdited => Original?.ObservedGeneration != Generation;

    /// <summary>The status as read; never changed.</summary>
    public SimulationCampaignStatus? Original { get; } = campaign.Status;

    /// <summary>The status to write, without mere progress.</summary>
    public SimulationCampaignStatus Status { get; } = StatusDocument.Clone(campaign.Status);

    /// <summary>The campaign's work, as the cluster shows it.</summary>
    public IReadOnlyList<ObservedWork> Work { get; } = work;

    /// <summary>The current time in UTC, whole seconds, as status keeps it.</summary>
    public DateTimeOffset Now { get; } = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));

    public RankingSpec Ranking { get; } = CampaignRanking.Of(campaign.Spec);

    /// <summary>Hash of <see cref="Ranking"/>.</summary>
    public string RankingHash => field ??= Ranking.Hash();

    public bool IsSuspended => Spec.Suspend == true;

    public int Parallelism => Spec.Execution?.Parallelism ?? ExecutionSpec.DefaultParallelism;

    /// <summary>Set once the run is known.</summary>
    public RunMemory Memory { get; set; } = null!;

    public Standing Standing { get; private set; } = Standing.Planning;

    public string Reason { get; private set; } = Reasons.Planning;

    public string Message { get; private set; } = "";

    /// <summary>What keeps batches from ending, if anything.</summary>
    public Obstacle? Obstacle { get; set; }

    public List<CampaignEvent> Events { get; } = [];

    /// <summary>What to do once status is written: nothing is created that status does not name.</summary>
    public List<Func<CancellationToken, Task>> AfterWrite { get; } = [];

    public TimeSpan? RequeueAfter { get; private set; }

    public void Conclude(Standing standing, string reason, string message)
    {
        Standing = standing;
        Reason = reason;
        Message = message;
    }

    /// <summary>Asks for another pass; the earliest wish counts.</summary>
    public void Requeue(TimeSpan after)
    {
        var bounded = after < TimeSpan.Zero ? TimeSpan.Zero : after;
        RequeueAfter = RequeueAfter is { } earlier && earlier < bounded ? earlier : bounded;
    }

    /// <summary>The cluster refused work a while ago, and it is too early to ask again. Asks for the pass that may.</summary>
    public bool IsRefused()
    {
        if (Memory.Refusal is not { } refusal || IsEdited || Now >= refusal.RetryAt)
        {
            return false;
        }

        RequeueAt(refusal.RetryAt);
        return true;
    }

    /// <summary>When this work was first seen though its wave is sealed.</summary>
    public DateTimeOffset SealedAt(string workUid)
    {
        if (!Memory.SealedAt.TryGetValue(workUid, out var at))
        {
            Memory.SealedAt[workUid] = at = Now;
        }

        return at;
    }

    public void RequeueAt(DateTimeOffset time) => Requeue(time - Now);

    public void Tell(string reason, string note) => Events.Add(new CampaignEvent(false, reason, note));

    public void Warn(string reason, string note) => Events.Add(new CampaignEvent(true, reason, note));
}
