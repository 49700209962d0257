using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Tests.World;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Campaigns.Tests.Reconciling;

/// <summary>What the reconciler does when something goes wrong around it.</summary>
public sealed class TroubleTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_batch_whose_index_failed_is_recorded_with_the_kernels_last_words()
    {
        _world.Cluster.Fate = (batch, _) => batch == 2 ? Fate.Fail : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Complete);

        var status = _world.Api.Campaign.Status!;
        Assert.Equal((7, 1), (status.Batches!.Succeeded, status.Batches.Failed));
        Assert.Contains(status.Failures!, f => f is { Reason: "KernelFailed", Count: 5 } && f.Example!.Message!.Contains("boom", StringComparison.Ordinal));
        Assert.Contains(_world.Api.Events, e => e.Reason == EventReasons.BatchFailed && e.Note.Contains("Batch 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pods_commit_wins_over_its_index_counting_as_failed()
    {
        _world.Cluster.Fate = (batch, _) => batch == 2 ? Fate.PublishThenFail : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(0, _world.Api.Campaign.Status!.Batches!.Failed);
    }

    [Fact]
    public async Task A_lost_batch_is_tried_again_in_a_further_wave()
    {
        _world.Cluster.Fate = (batch, tries) => batch == 3 && tries < 2 ? Fate.Vanish : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(8, _world.Api.Campaign.Status!.Batches!.Succeeded);
        Assert.Equal(3, _world.Cluster.KernelRuns.Count(b => b == 3));
        Assert.Equal(3, _world.Api.Campaign.Status.Waves!.Count);
    }

    [Fact]
    public async Task A_batch_lost_three_times_has_failed()
    {
        _world.Cluster.Fate = (batch, _) => batch == 3 ? Fate.Vanish : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(3, _world.Cluster.KernelRuns.Count(b => b == 3));
        Assert.Contains(_world.Api.Campaign.Status!.Failures!, f => f is { Reason: "Lost", Count: 5 });
    }

    [Fact]
    public async Task A_deleted_Job_costs_only_what_was_not_committed()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.Cluster.TickAsync();
        await _world.ReconcileAsync();
        _world.Cluster.DeleteAll();

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(8, _world.Cluster.KernelRuns.Count);
    }

    [Fact]
    public async Task A_Job_whose_labels_somebody_edited_is_removed_and_its_open_batches_are_tried_again()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.Cluster.TickAsync();
        _world.Cluster.EditLabels();

        await _world.RunUntilAsync(Phases.Complete);

        Assert.DoesNotContain(_world.Cluster.Works, w => w.Run == 0);
        Assert.Equal(8, _world.Api.Campaign.Status!.Batches!.Succeeded);
    }

    [Fact]
    public async Task Too_many_failures_end_the_run_and_raising_the_limit_takes_it_up_again()
    {
        _world.Cluster.Fate = (batch, _) => batch < 2 ? Fate.Fail : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign(edit: spec =>
        {
            spec.FailurePolicy = new FailurePolicySpec { MaxFailedPercent = 10 };
            spec.Execution!.Parallelism = 2;
        }));

        await _world.RunUntilAsync(Phases.Failed);

        Assert.Equal(
            "True TooManyFailures 10 of 40 candidates failed; failurePolicy.maxFailedPercent allows 10 %. Look at status.failures, then raise the limit or mend the kernel.",
            _world.Condition(ConditionTypes.Failed));
        Assert.Empty(_world.Cluster.Works);

        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.FailurePolicy = new FailurePolicySpec { MaxFailedPercent = 60 }));
        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(8, _world.Cluster.KernelRuns.Distinct().Count());
        Assert.Equal(8, _world.Cluster.KernelRuns.Count);
    }

    [Fact]
    public async Task A_missing_dataset_is_looked_for_again_every_five_minutes()
    {
        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Candidates = new CandidatesSpec { Uri = "file:///crystals.jsonl" }));
        await _world.RunUntilAsync(Phases.Pending);
        Assert.Equal("True DatasetNotFound No dataset at file:///crystals.jsonl. It is tried again every 5 minutes.", _world.Condition(ConditionTypes.Stalled));

        _world.Cluster.Dataset = TestWorld.Lines();
        await _world.RunUntilAsync(Phases.Complete);

        Assert.True(_world.Time.GetUtcNow() - TestWorld.Start >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task All_candidates_failed_is_Failed()
    {
        _world.Cluster.Fate = (_, _) => Fate.Fail;
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Failed);

        Assert.StartsWith("True AllFailed All 40 candidates failed.", _world.Condition(ConditionTypes.Stalled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_away_decides_nothing_and_the_run_goes_on_when_it_is_back()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.Cluster.TickAsync();
        _world.Artifacts.Outage = new Store.RunArtifactsUnavailableException("The store does not answer.");
        await _world.ReconcileAsync();
        Assert.Equal("True StoreUnavailable The store does not answer.", _world.Condition(ConditionTypes.Stalled));

        _world.Artifacts.Outage = null;
        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(8, _world.Cluster.KernelRuns.Count);
    }

    [Fact]
    public async Task Refused_work_is_told_and_tried_again()
    {
        _world.Cluster.Refusal = new WorkRefusedException(Reasons.QuotaExceeded, "exceeded quota: pods=10", TimeSpan.FromMinutes(5));
        _world.Api.Apply(TestWorld.Campaign());
        await _world.RunUntilAsync(Phases.Pending);
        Assert.Equal("True QuotaExceeded exceeded quota: pods=10", _world.Condition(ConditionTypes.Stalled));

        _world.Cluster.Refusal = null;
        await _world.RunUntilAsync(Phases.Complete);
    }

    [Fact]
    public async Task Damaged_results_are_computed_again_before_the_report()
    {
        _world.Cluster.Fate = (batch, tries) => batch == 7 && tries == 0 ? Fate.Vanish : Fate.Succeed;
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.Cluster.TickAsync();
        await _world.ReconcileAsync();
        var results = _world.Artifacts.Objects.Keys.First(k => k.Contains("/results/1.", StringComparison.Ordinal));
        _world.Artifacts.Put(results, [.. _world.Artifacts.Get(results)!.SkipLast(10)]);

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(2, _world.Cluster.KernelRuns.Count(b => b == 1));
        Assert.Equal(39, _world.Api.Campaign.Status!.Candidates!.Succeeded);
    }

    [Fact]
    public async Task Without_a_commit_for_two_minutes_the_obstacle_is_told()
    {
        _world.Cluster.Fate = (_, _) => Fate.Hang;
        _world.Cluster.Obstacle = new Obstacle(Reasons.ImagePull, "Pod p cannot pull image x.", []);
        _world.Api.Apply(TestWorld.Campaign());
        for (var i = 0; i < 8; i++)
        {
            await _world.ReconcileAsync();
            _world.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal("False ImagePull Pod p cannot pull image x.", _world.Condition(ConditionTypes.Progressing));
        Assert.StartsWith("True Running", _world.Condition(ConditionTypes.Ready), StringComparison.Ordinal);
    }
}
