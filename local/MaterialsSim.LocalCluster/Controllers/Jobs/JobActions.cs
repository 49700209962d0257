using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Carries out decisions, and tells the Job's entry what the writes answered.</summary>
internal sealed class JobActions(IClusterClient client, EventRecorder events)
{
    private const string Component = "job-controller";
    private const int MaxAttempts = 10;

    /// <summary>Deletes pods, which first lose their finalizer where they are not to be counted (deleteJobPods and deleteActivePods).</summary>
    public async Task DeleteAsync(JobEntry entry, JsonObject job, JobDecision decision, CancellationToken cancellationToken)
    {
        foreach (var pod in decision.Delete)
        {
            if (decision.DeleteUncounted)
            {
                await ReleaseAsync(entry, pod.Uid, pod.Name, cancellationToken);
            }

            await client.DeleteAsync(Kinds.Pods, entry.Key.Namespace, pod.Name, pod.Uid, "Background", null, cancellationToken);
            entry.MarkDeleted(pod.Uid);
            events.Record(job, Component, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }
    }

    /// <summary>Creates pods; the number that were created, and what stopped it from creating more.</summary>
    public async Task<(int Created, ApiException? Refused)> CreateAsync(JobEntry entry, JsonObject job, JobDecision decision, CancellationToken cancellationToken)
    {
        var created = 0;
        foreach (var order in decision.Create)
        {
            try
            {
                var pod = await client.CreateAsync(Kinds.Pods, PodBuilder.Build(job, order), cancellationToken);
                entry.ObservePod(pod);
                created++;
                events.Record(job, Component, "Normal", "SuccessfulCreate", $"Created pod: {pod.Name()}");
            }
            catch (ApiException refused)
            {
                // The rest would very likely be refused as well.
                events.Record(job, Component, "Warning", "FailedCreate", $"Error creating: {refused.Message}");
                return (created, refused);
            }
        }

        return (created, null);
    }

    public async Task<JsonObject> WriteAsync(JobEntry entry, JsonObject job, JobStatus status, CancellationToken cancellationToken)
    {
        var changed = new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = job["metadata"]!.DeepClone(),
            ["status"] = status.ToJson(),
        };
        var written = await client.UpdateAsync(Kinds.Jobs, changed, "status", cancellationToken);
        entry.Observe(written);
        return written;
    }

    /// <summary>Takes the tracking finalizer off a pod; fine when it is off or the pod is gone.</summary>
    public async Task ReleaseAsync(JobEntry entry, string uid, string name, CancellationToken cancellationToken)
    {
        var pod = entry.Pod(uid);
        for (var attempt = 1; pod is not null && pod.Uid() == uid && pod.HasFinalizer(JobLabels.TrackingFinalizer); attempt++)
        {
            var changed = pod.Copy();
            changed.Finalizers()!.RemoveAll(item => item.AsString() == JobLabels.TrackingFinalizer);
            if (!changed.HasFinalizers())
            {
                changed.Metadata().Remove("finalizers");
            }

            try
            {
                var written = await client.UpdateAsync(Kinds.Pods, changed, null, cancellationToken);
                if (written.Version() <= pod.Version())
                {
                    // It was the last finalizer of a deleted pod: the answer is its last state, and it is gone.
                    entry.LosePod(uid);
                }

                entry.ObservePod(written);
                return;
            }
            catch (ApiException conflict) when (conflict.Code == 409 && attempt < MaxAttempts)
            {
                pod = await client.GetAsync(Kinds.Pods, entry.Key.Namespace, name, cancellationToken);
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                break;
            }
        }

        if (pod is null || pod.Uid() != uid)
        {
            entry.LosePod(uid);
        }
    }

    /// <summary>Tells how the Job ended (recordJobFinished), or that it was suspended or resumed.</summary>
    public void Tell(JsonObject job, JobSpec spec, JobStatus status, JobCondition? finished, string? happened)
    {
        if (happened is not null)
        {
            events.Record(job, Component, "Normal", happened, happened == "Suspended" ? "Job suspended" : "Job resumed");
        }

        if (finished is { Type: "Complete" })
        {
            if (status.Succeeded > spec.Completions)
            {
                events.Record(job, Component, "Warning", "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
            }

            events.Record(job, Component, "Normal", "Completed", "Job completed");
        }
        else if (finished is not null)
        {
            events.Record(job, Component, "Warning", finished.Reason, finished.Message);
        }
    }
}
