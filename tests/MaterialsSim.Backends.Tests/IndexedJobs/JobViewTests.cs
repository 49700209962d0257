using MaterialsSim.Api;
using k8s.Models;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

public sealed class JobViewTests
{
    private static readonly DateTime Then = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_Job_shows_what_its_order_asked_for()
    {
        var job = Samples.Job(Samples.Wave());
        job.Status = new V1JobStatus { Active = 3, CompletedIndexes = "0,2-4", FailedIndexes = "1" };

        var work = JobView.Of(job)!;

        Assert.Equal((job.Metadata.Name, Samples.Namespace, "job-uid"), (work.Name, work.Namespace, work.Uid));
        Assert.Equal((WorkRole.Wave, 1, 2, WorkState.Active), (work.Role, work.Run, work.Wave, work.State));
        Assert.Equal((4, 3, false, null), (work.Parallelism, work.ActivePods, work.Suspended, work.TtlSeconds));
        Assert.Equal(("0,2-4", "1"), (work.Completed.ToString(), work.Failed.ToString()));
        Assert.Equal((WorkRole.Plan, 0), (JobView.Of(Samples.Job(Samples.Plan()))!.Role, JobView.Of(Samples.Job(Samples.Plan()))!.Wave));
    }

    [Theory]
    [InlineData("Complete", "True", WorkState.Complete, null)]
    [InlineData("Failed", "True", WorkState.Failed, "FailedIndexes: Job has failed indexes")]
    [InlineData("Failed", "False", WorkState.Active, null)]
    [InlineData("FailureTarget", "True", WorkState.Active, null)]
    [InlineData("SuccessCriteriaMet", "True", WorkState.Active, null)]
    public void Only_a_terminal_condition_that_holds_ends_work(string type, string status, WorkState state, string? message)
    {
        var job = Samples.Job(Samples.Wave());
        job.Status = new V1JobStatus
        {
            Conditions = [new V1JobCondition { Type = type, Status = status, Reason = "FailedIndexes", Message = "Job has failed indexes", LastTransitionTime = Then }],
        };

        var work = JobView.Of(job)!;

        Assert.Equal((state, message), (work.State, work.FailureMessage));
        Assert.Equal(state == WorkState.Active ? null : new DateTimeOffset(Then), work.Ended);
    }

    [Fact]
    public void Deletion_suspension_and_time_to_live_show()
    {
        var job = Samples.Job(Samples.Wave());
        job.Metadata.DeletionTimestamp = Then;
        (job.Spec.Suspend, job.Spec.TtlSecondsAfterFinished) = (true, 60);

        Assert.True(JobView.Of(job) is { Deleting: true, Suspended: true, TtlSeconds: 60 });
    }

    [Theory]
    [InlineData("materialssim.io/run", "2")]
    [InlineData("materialssim.io/run", "one")]
    [InlineData("materialssim.io/run", "-1")]
    [InlineData("materialssim.io/run", null)]
    [InlineData("materialssim.io/wave", "3")]
    [InlineData("materialssim.io/wave", null)]
    [InlineData("materialssim.io/role", "plan")]
    [InlineData("materialssim.io/role", "other")]
    [InlineData("materialssim.io/role", null)]
    public void A_Job_whose_labels_were_edited_is_not_believed(string label, string? value)
    {
        var job = Samples.Job(Samples.Wave());
        if (value is null)
        {
            job.Metadata.Labels.Remove(label);
        }
        else
        {
            job.Metadata.Labels[label] = value;
        }

        Assert.Null(JobView.Of(job));
    }

    [Fact]
    public void A_stray_Job_is_work_of_no_run_so_that_it_is_swept()
    {
        var job = Samples.Job(Samples.Wave());
        job.Metadata.Labels[Labels.Run] = "7";

        var stray = JobView.Stray(job);

        Assert.Equal((job.Metadata.Name, job.Metadata.Uid, 0, 0), (stray.Name, stray.Uid, stray.Run, stray.Wave));
    }

    [Fact]
    public void A_Job_of_nobody_or_of_another_is_none_of_the_operator_s()
    {
        var (orphan, foreign, bare) = (Samples.Job(Samples.Wave()), Samples.Job(Samples.Wave()), Samples.Job(Samples.Wave()));
        orphan.Metadata.OwnerReferences = null;
        foreign.Metadata.OwnerReferences[0].Uid = "another";
        bare.Metadata.Labels = null;

        Assert.All([orphan, foreign, bare], job => Assert.Null(JobView.Of(job)));
    }
}
