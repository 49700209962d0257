using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class JobRulesTests
{
    [Fact]
    public void A_new_indexed_job_starts_the_lowest_indexes_up_to_its_parallelism()
    {
        var decision = JobRules.Decide(A.Job(A.Indexed(10, 3, limitPerIndex: 2), [], new JobStatus()));

        Assert.Equal([new PodOrder(0, 0, 0), new PodOrder(1, 0, 0), new PodOrder(2, 0, 0)], decision.Create);
        Assert.Equal((3, 0, 0), (decision.Status.Active, decision.Status.Ready, decision.Status.Terminating));
        Assert.Equal(A.Now, decision.Status.StartTime);
        Assert.Equal("", decision.Status.FailedIndexes);
    }

    [Fact]
    public void Indexes_that_run_succeeded_or_failed_for_good_are_not_started_again()
    {
        var status = new JobStatus { CompletedIndexes = "0,1", Succeeded = 2, FailedIndexes = "3", StartTime = A.Now };

        var decision = JobRules.Decide(A.Job(A.Indexed(10, 4, limitPerIndex: 1), [A.Pod("Running", 2), A.Pod("Succeeded", 4)], status));

        Assert.Equal([5, 6, 7], decision.Create.Select(order => order.Index!.Value));
        Assert.Equal("0,1,4", decision.Status.CompletedIndexes);
        Assert.Equal(["Succeeded-4"], decision.Release.Select(pod => pod.Uid));
    }

    [Fact]
    public void A_failed_index_waits_for_its_delay_and_others_go_on()
    {
        var pods = new[] { A.Pod("Failed", 0, ago: 4), A.Pod("Failed", 1, failures: 1, ago: 25) };

        var decision = JobRules.Decide(A.Job(A.Indexed(5, 3, limitPerIndex: 3), pods));

        Assert.Equal([new PodOrder(1, 2, 0), new PodOrder(2, 0, 0)], decision.Create);
        Assert.Equal(TimeSpan.FromSeconds(6), decision.LookAgainAfter);
        // The failure count travels from the failed pod to its replacement: until then it keeps its finalizer.
        Assert.Empty(decision.Release);
    }

    [Fact]
    public void A_replaced_pod_is_counted_once_its_replacement_is_there()
    {
        var decision = JobRules.Decide(A.Job(A.Indexed(5, 2, limitPerIndex: 3), [A.Pod("Failed", 0, ago: 60), A.Pod("Running", 0, uid: "new", failures: 1)]));

        Assert.Equal(["Failed-0"], decision.Release.Select(pod => pod.Uid));
        Assert.Contains("Failed-0", decision.Status.UncountedFailed);
        Assert.Equal(1, JobRules.Settle(decision.Status, ["new"], null).Failed);
    }

    [Theory]
    [InlineData(2, 1, "", false)]
    [InlineData(2, 2, "0", true)]
    [InlineData(0, 0, "0", true)]
    public void An_index_fails_for_good_after_its_limit(int limit, int earlier, string failed, bool released)
    {
        var decision = JobRules.Decide(A.Job(A.Indexed(5, 1, limit), [A.Pod("Failed", 0, failures: earlier)]));

        Assert.Equal(failed, decision.Status.FailedIndexes);
        Assert.Equal(released, decision.Release.Count == 1);
    }

    [Fact]
    public void FailIndex_fails_an_index_at_its_first_failure()
    {
        var spec = A.Indexed(2, 2, limitPerIndex: 5) with
        {
            FailurePolicy = A.Policy("""{ "action": "FailIndex", "onExitCodes": { "containerName": "kernel", "operator": "In", "values": [65] } }"""),
        };

        var decision = JobRules.Decide(A.Job(spec, [A.Pod("Failed", 0) with { Exits = [("kernel", 65)] }]));

        Assert.Equal("0", decision.Status.FailedIndexes);
        Assert.Equal([1], decision.Create.Select(order => order.Index!.Value));
    }

    [Fact]
    public void An_ignored_failure_is_neither_counted_nor_a_spent_retry()
    {
        var spec = A.Indexed(1, 1, limitPerIndex: 0) with { FailurePolicy = A.Policy("""{ "action": "Ignore", "onPodConditions": [{ "type": "DisruptionTarget" }] }""") };
        var lost = A.Pod("Failed", 0, ago: 60) with { Conditions = [("DisruptionTarget", "True")] };

        var decision = JobRules.Decide(A.Job(spec, [lost]));

        Assert.Equal([new PodOrder(0, 0, 1)], decision.Create);
        Assert.Equal("", decision.Status.FailedIndexes);
        var after = JobRules.Decide(A.Job(spec, [lost, A.Pod("Pending", 0, uid: "new")]));
        Assert.Equal(["Failed-0"], after.Release.Select(pod => pod.Uid));
        Assert.Empty(after.Status.UncountedFailed);
    }

    [Fact]
    public void A_job_whose_indexes_all_ended_with_failures_fails_in_two_steps()
    {
        var status = new JobStatus { CompletedIndexes = "0-3", Succeeded = 4, FailedIndexes = "4", StartTime = A.Now };

        var decision = JobRules.Decide(A.Job(A.Indexed(6, 3, limitPerIndex: 0), [A.Pod("Failed", 5)], status));

        Assert.Equal("4,5", decision.Status.FailedIndexes);
        Assert.Equal(("FailureTarget", "FailedIndexes", "Job has failed indexes"), Named(decision.Status.Conditions.Single()));
        var settled = JobRules.Settle(decision.Status, [], decision.Finished);
        Assert.Equal(("Failed", "FailedIndexes", "Job has failed indexes"), Named(settled.Conditions[1]));
        Assert.Equal(1, settled.Failed);
        Assert.Null(settled.CompletionTime);
    }

    [Fact]
    public void Too_many_failed_indexes_end_the_job_and_its_pods()
    {
        var status = new JobStatus { FailedIndexes = "1", StartTime = A.Now };
        var spec = A.Indexed(10, 3, limitPerIndex: 0) with { MaxFailedIndexes = 1 };

        var decision = JobRules.Decide(A.Job(spec, [A.Pod("Failed", 2), A.Pod("Running", 3)], status));

        Assert.Equal("MaxFailedIndexesExceeded", decision.Status.Conditions.Single().Reason);
        Assert.Equal(["Running-3"], decision.Delete.Select(pod => pod.Uid));
        Assert.False(decision.DeleteUncounted);
        Assert.Equal(1, decision.Status.Terminating);
        // Not over before the last pod is gone.
        Assert.False(JobRules.Settle(decision.Status, [], decision.Finished).IsFinished);
    }

    [Fact]
    public void A_job_completes_when_the_last_index_succeeds()
    {
        var status = new JobStatus { CompletedIndexes = "0-8", Succeeded = 9, StartTime = A.Now, Conditions = [] };

        var decision = JobRules.Decide(A.Job(A.Indexed(10, 3), [A.Pod("Succeeded", 9)], status));
        var settled = JobRules.Settle(decision.Status, [], decision.Finished);

        Assert.Equal("0-9", settled.CompletedIndexes);
        Assert.Equal(["SuccessCriteriaMet", "Complete"], settled.Conditions.Select(condition => condition.Type));
        Assert.Equal(A.Now, settled.CompletionTime);
    }

    [Fact]
    public void Less_parallelism_deletes_the_least_advanced_pods_uncounted()
    {
        var pods = Enumerable.Range(0, 50).Select(index => A.Pod(index < 30 ? "Running" : "Pending", index)).ToList();

        var decision = JobRules.Decide(A.Job(A.Indexed(100, 5), pods));

        Assert.Equal(45, decision.Delete.Count);
        Assert.True(decision.DeleteUncounted);
        Assert.Equal([0, 1, 2, 3, 4], pods.Except(decision.Delete).Select(pod => pod.Index!.Value));
        Assert.Equal((5, 45), (decision.Status.Active, decision.Status.Terminating));
        Assert.Empty(decision.Create);
        Assert.Empty(decision.Release);
    }

    [Fact]
    public void Terminating_pods_hold_their_place_until_they_are_gone()
    {
        var decision = JobRules.Decide(A.Job(A.Indexed(10, 3), [A.Pod("Running", 0, deleting: true), A.Pod("Running", 1)]));

        Assert.Equal([2], decision.Create.Select(order => order.Index!.Value));
        Assert.Equal((2, 1), (decision.Status.Active, decision.Status.Terminating));
    }

    [Fact]
    public void With_replacement_of_terminating_pods_a_deleted_pod_fails_and_is_replaced_at_once()
    {
        var spec = A.Indexed(10, 2) with { ReplacesEndedOnly = false };

        var decision = JobRules.Decide(A.Job(spec, [A.Pod("Running", 0, deleting: true, ago: 60), A.Pod("Running", 1)], backoff: JobBackoff.None, now: A.Now));

        Assert.Contains("Running-0", decision.Status.UncountedFailed);
    }

    [Fact]
    public void Two_pods_of_an_index_and_pods_without_one_are_cleaned_up()
    {
        var pods = new[] { A.Pod("Running", 0, uid: "old"), A.Pod("Pending", 0, uid: "twin"), A.Pod("Running", null, uid: "none"), A.Pod("Running", 99, uid: "beyond") };

        var decision = JobRules.Decide(A.Job(A.Indexed(10, 10), pods));

        Assert.Equal(["beyond", "none", "twin"], decision.Delete.Select(pod => pod.Uid).Order());
    }

    [Fact]
    public void A_suspended_job_deletes_its_pods_and_a_resumed_one_starts_its_clock_anew()
    {
        var suspended = JobRules.Decide(A.Job(A.Indexed(10, 2) with { IsSuspended = true }, [A.Pod("Running", 0), A.Pod("Running", 1)]));

        Assert.Equal((2, true, "Suspended"), (suspended.Delete.Count, suspended.DeleteUncounted, suspended.Event));
        Assert.Equal(("Suspended", "JobSuspended", "Job suspended"), Named(suspended.Status.Conditions.Single()));
        var later = A.Now.AddHours(1);
        var resumed = JobRules.Decide(A.Job(A.Indexed(10, 2), [], suspended.Status, later));
        Assert.Equal(("Resumed", later), (resumed.Event, resumed.Status.StartTime));
        Assert.Equal(("Suspended", false, "JobResumed"), (resumed.Status.Conditions[0].Type, resumed.Status.Conditions[0].IsTrue, resumed.Status.Conditions[0].Reason));
        Assert.Null(JobRules.Decide(A.Job(A.Indexed(10, 2) with { IsSuspended = true }, [], new JobStatus())).Status.StartTime);
    }

    [Fact]
    public void A_deadline_fails_the_job_when_it_has_passed_and_is_waited_for_before()
    {
        var spec = A.Indexed(10, 1) with { ActiveDeadline = TimeSpan.FromSeconds(90) };

        Assert.Equal(TimeSpan.FromSeconds(30), JobRules.Decide(A.Job(spec, [A.Pod("Running", 0)])).LookAgainAfter);
        var passed = JobRules.Decide(A.Job(spec, [A.Pod("Running", 0)], now: A.Now.AddSeconds(30)));
        Assert.Equal(("FailureTarget", "DeadlineExceeded", "Job was active longer than specified deadline"), Named(passed.Status.Conditions.Single()));
        Assert.Null(JobRules.Decide(A.Job(spec with { IsSuspended = true }, [], now: A.Now.AddDays(1))).Status.Conditions.FirstOrDefault(condition => condition.Type != "Suspended"));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(0, 1, true)]
    public void More_failures_than_the_limit_fail_the_job(int limit, int failures, bool fails)
    {
        var spec = new JobSpec { Completions = 5, Parallelism = 1, BackoffLimit = limit };
        var pods = Enumerable.Range(0, failures).Select(number => A.Pod("Failed", uid: $"f{number}")).ToList();

        var decision = JobRules.Decide(A.Job(spec, pods));

        Assert.Equal(fails, decision.Status.Conditions.Any(condition => condition.Reason == "BackoffLimitExceeded"));
        Assert.Equal(fails ? null : TimeSpan.FromSeconds(10), decision.LookAgainAfter);
    }

    [Fact]
    public void Without_completions_any_success_ends_the_job()
    {
        var spec = new JobSpec { Parallelism = 2 };

        Assert.Equal(2, JobRules.Decide(A.Job(spec, [])).Create.Count);
        var waiting = JobRules.Decide(A.Job(spec, [A.Pod("Succeeded", uid: "a"), A.Pod("Running", uid: "b")]));
        Assert.Null(waiting.Finished);
        Assert.Empty(waiting.Create);
        Assert.Equal("Complete", JobRules.Decide(A.Job(spec, [A.Pod("Succeeded", uid: "a")])).Finished?.Type);
    }

    [Fact]
    public void The_whole_of_a_big_job_starts_in_steps_of_500()
    {
        Assert.Equal(500, JobRules.Decide(A.Job(A.Indexed(2500, 2500), [])).Create.Count);
    }

    [Fact]
    public void A_job_that_is_being_deleted_creates_nothing_and_lets_its_pods_go()
    {
        var decision = JobRules.Decide(A.Job(A.Indexed(10, 5), [A.Pod("Running", 0), A.Pod("Succeeded", 1)]) with { IsDeleting = true });

        Assert.Empty(decision.Create);
        Assert.Equal(2, decision.Release.Count);
    }

    [Fact]
    public void A_success_policy_ends_the_job_before_all_indexes_have()
    {
        var spec = A.Indexed(10, 3) with { SuccessPolicy = SuccessPolicy.From(System.Text.Json.Nodes.JsonNode.Parse("""{ "rules": [{ "succeededIndexes": "0-1", "succeededCount": 1 }] }""")) };

        var decision = JobRules.Decide(A.Job(spec, [A.Pod("Succeeded", 1), A.Pod("Running", 0)]));

        Assert.Equal(("SuccessCriteriaMet", "SuccessPolicy", "Matched rules at index 0"), Named(decision.Status.Conditions.Single()));
        Assert.Single(decision.Delete);
        Assert.Empty(decision.Status.UncountedFailed);
    }

    [Fact]
    public void Status_survives_its_wire_form()
    {
        var status = new JobStatus
        {
            Active = 1, Ready = 1, Terminating = 0, Succeeded = 2, Failed = 3, CompletedIndexes = "0,1", FailedIndexes = "", StartTime = A.Now, CompletionTime = A.Now,
            UncountedSucceeded = ["s"], UncountedFailed = ["f"], Conditions = [new JobCondition("Complete", true, "", "", A.Now)],
        };

        var read = JobStatus.From(System.Text.Json.Nodes.JsonNode.Parse(status.ToJson().ToJsonString()));

        Assert.Equal(status.ToJson().ToJsonString(), read.ToJson().ToJsonString());
        Assert.Equal("0", JobStatus.From(null).ToJson()["ready"]!.ToJsonString());
    }

    private static (string, string, string) Named(JobCondition condition) => (condition.Type, condition.Reason, condition.Message);
}
