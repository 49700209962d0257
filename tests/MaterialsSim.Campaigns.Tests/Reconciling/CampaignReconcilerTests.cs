using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Tests.World;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Campaigns.Tests.Reconciling;

public sealed class CampaignReconcilerTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public async Task A_campaign_ends_with_its_best_materials_in_status_and_its_report_in_the_store()
    {
        _world.Api.Apply(TestWorld.Campaign());

        await _world.RunUntilAsync(Phases.Complete);

        var status = _world.Api.Campaign.Status!;
        var candidates = status.Candidates!;
        Assert.Equal([40, 39, 0, 1], new[] { candidates.Total, candidates.Succeeded, candidates.Infeasible, candidates.Failed });
        Assert.Equal(8, status.Batches!.Succeeded);
        Assert.Equal(3, status.Best!.Count);
        Assert.Equal("Unlucky", Assert.Single(status.Failures!).Reason);
        Assert.Equal("True Completed Every batch ended; 39 of 40 candidates are ranked.", _world.Condition(ConditionTypes.Complete));
        Assert.Contains("c012", _world.Answer(), StringComparison.Ordinal);
        Assert.Equal(8, _world.Cluster.KernelRuns.Count);
    }

    [Fact]
    public async Task A_finished_campaign_costs_no_call_and_no_write()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.RunUntilAsync(Phases.Complete);
        await _world.ReconcileAsync();
        var writes = _world.Gate.Log.Count;
        _world.Artifacts.Reads.Clear();

        var requeue = await _world.ReconcileAsync();

        Assert.Null(requeue);
        Assert.Equal(writes, _world.Gate.Log.Count);
        Assert.Empty(_world.Artifacts.Reads);
    }

    [Fact]
    public async Task Editing_a_weight_ranks_anew_and_runs_no_kernel()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.RunUntilAsync(Phases.Complete);
        var before = _world.Answer();

        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Objectives[1].Weight = 20));
        await _world.ReconcileAsync();
        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(1, _world.Api.Campaign.Status!.Run!.Number);
        Assert.Equal(8, _world.Cluster.KernelRuns.Count);
        Assert.NotEqual(before, _world.Answer());
        Assert.Equal(2, _world.Reports.Written);
    }

    [Fact]
    public async Task A_weight_edited_and_edited_back_gives_the_first_answer_again()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.RunUntilAsync(Phases.Complete);
        var before = _world.Answer();

        foreach (var weight in new[] { 20.0, 1.0 })
        {
            _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Objectives[1].Weight = weight));
            await _world.ReconcileAsync();
            await _world.RunUntilAsync(Phases.Complete);
        }

        Assert.Equal(before, _world.Answer());
    }

    [Fact]
    public async Task Editing_a_kernel_parameter_starts_the_next_run_and_keeps_the_first_ones_results()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.RunUntilAsync(Phases.Complete);

        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Kernel.Parameters!["a"] = "2"));
        await _world.ReconcileAsync();
        await _world.RunUntilAsync(Phases.Complete);

        var status = _world.Api.Campaign.Status!;
        Assert.Equal(2, status.Run!.Number);
        Assert.Equal((1, RunResults.Complete), (status.PreviousRun!.Number, status.PreviousRun.Result));
        Assert.Equal(16, _world.Cluster.KernelRuns.Count);
        Assert.Equal(_world.Answer(1), _world.Answer(2));
    }

    [Fact]
    public async Task An_edit_in_the_middle_of_a_run_leaves_no_work_of_the_old_run_behind()
    {
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.Cluster.TickAsync();

        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Kernel.Parameters!["a"] = "2"));
        await _world.ReconcileAsync();

        Assert.DoesNotContain(_world.Cluster.Works, w => w.Run == 1);
        await _world.RunUntilAsync(Phases.Complete);
        Assert.Equal(RunResults.Superseded, _world.Api.Campaign.Status!.PreviousRun!.Result);
    }

    [Fact]
    public async Task Parallelism_and_suspend_reach_the_running_Job()
    {
        _world.Cluster.Fate = (_, _) => Fate.Hang;
        _world.Api.Apply(TestWorld.Campaign());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Execution!.Parallelism = 2));
        await _world.ReconcileAsync();
        Assert.Equal(2, Assert.Single(_world.Cluster.Works).Parallelism);

        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Suspend = true));
        await _world.ReconcileAsync();

        Assert.True(Assert.Single(_world.Cluster.Works).Suspended);
        Assert.Equal(Phases.Suspended, _world.Phase);
        Assert.StartsWith("True Suspended", _world.Condition(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_more_pods_than_the_parallelism_run_over_all_waves()
    {
        _world.Api.Apply(TestWorld.Campaign(candidates: 200, batchSize: 1, edit: spec => spec.Execution!.Parallelism = 7));

        await _world.RunUntilAsync(Phases.Complete);

        Assert.Equal(7, _world.Cluster.MostActive);
    }

    [Fact]
    public async Task What_this_version_does_not_serve_is_named_before_anything_starts()
    {
        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Execution!.Budget = new BudgetSpec { Usd = "25.00" }));

        await _world.ReconcileAsync();

        Assert.Equal(Phases.Invalid, _world.Phase);
        Assert.StartsWith("True NotYetServed spec.execution.budget", _world.Condition(ConditionTypes.Stalled), StringComparison.Ordinal);
        Assert.Equal(["status"], _world.Gate.Log);
    }

    [Fact]
    public async Task All_candidates_outside_a_constraint_is_Complete_without_a_feasible_one()
    {
        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Constraints = [new ConstraintSpec { Property = "y", Min = 1000 }]));

        await _world.RunUntilAsync(Phases.Complete);

        Assert.StartsWith("True NoFeasibleCandidate", _world.Condition(ConditionTypes.Complete), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_map_is_a_dataset_too()
    {
        _world.Api.ConfigMaps["crystals/data.csv"] = "id,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"c{i:D3},{i}\n"));
        _world.Cluster.Dataset = null;
        _world.Api.Apply(TestWorld.Campaign(edit: spec => spec.Candidates = new CandidatesSpec { ConfigMap = new ConfigMapSource { Name = "crystals", Key = "data.csv" } }));
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();

        Assert.Equal(40, _world.Api.Campaign.Status!.Candidates!.Total);
        Assert.NotNull(_world.Artifacts.Get($"{_world.RunPath()}/{RunPaths.Plan}"));
    }
}
