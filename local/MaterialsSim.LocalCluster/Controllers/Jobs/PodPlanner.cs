namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// How many pods a running Job wants, which go first and which indexes come next (job_controller.go, manageJob; deletions before creations,
/// never both in one look).
/// </summary>
internal static class PodPlanner
{
    /// <summary>Pods created or deleted in one look (MaxPodCreateDeletePerSync).</summary>
    public const int MaxChanges = 500;

    public static PodPlan Plan(
        JobSnapshot job, JobPods pods, int succeededCount, IndexSet succeeded, IndexSet failed, Dictionary<int, PodState> replaced, JobBackoff backoff)
    {
        var spec = job.Spec;
        var active = pods.Active.Count;
        if (spec.IsSuspended)
        {
            return new PodPlan(pods.Active, true, [], null);
        }

        var wanted = spec.Completions is { } completions ? Math.Clamp(completions - succeededCount, 0, spec.Parallelism)
            : succeededCount > 0 ? active
            : spec.Parallelism;
        var surplus = Surplus(spec, pods.Active, Math.Max(0, active - wanted));
        if (surplus.Count > 0)
        {
            return new PodPlan([.. surplus.Take(MaxChanges)], true, [], null);
        }

        var missing = Math.Min(MaxChanges, wanted - active - (spec.ReplacesEndedOnly ? pods.Terminating.Count : 0));
        if (missing <= 0)
        {
            return PodPlan.None;
        }

        if (spec.BackoffLimitPerIndex is null && backoff.Remaining(job.Now) is var wait && wait > TimeSpan.Zero)
        {
            return PodPlan.None with { LookAgainAfter = wait };
        }

        return spec is { IsIndexed: true, Completions: { } total }
            ? Indexed(job, pods, missing, total, succeeded, failed, replaced)
            : PodPlan.None with { Create = [.. Enumerable.Repeat(new PodOrder(null, null, 0), missing)] };
    }

    /// <summary>
    /// The lowest indexes that neither have a pod nor an end (firstPendingIndexes). With a limit per index, those whose delay has passed
    /// (getPodCreationInfoForIndependentIndexes): indexes in delay hold their place in the order, as upstream.
    /// </summary>
    private static PodPlan Indexed(
        JobSnapshot job, JobPods pods, int missing, int completions, IndexSet succeeded, IndexSet failed, Dictionary<int, PodState> replaced)
    {
        var taken = succeeded.Union(failed).Union(Taken(pods.Active));
        if (job.Spec.ReplacesEndedOnly)
        {
            taken = taken.Union(Taken(pods.Terminating));
        }

        var orders = new List<PodOrder>();
        TimeSpan? soonest = null;
        foreach (var index in taken.FirstMissing(missing, completions))
        {
            var last = replaced.GetValueOrDefault(index);
            var wait = last is null ? TimeSpan.Zero : JobBackoff.RemainingOfIndex(last, job.Now);
            if (wait > TimeSpan.Zero)
            {
                soonest = soonest is null || wait < soonest ? wait : soonest;
            }
            else
            {
                orders.Add(Order(job.Spec, pods, index, last));
            }
        }

        return PodPlan.None with { Create = orders, LookAgainAfter = soonest };
    }

    /// <summary>The replacement's failure counts (getNewIndexFailureCounts).</summary>
    private static PodOrder Order(JobSpec spec, JobPods pods, int index, PodState? last)
    {
        if (spec.BackoffLimitPerIndex is null)
        {
            return new PodOrder(index, null, 0);
        }

        if (last is null)
        {
            return new PodOrder(index, 0, 0);
        }

        return pods.Judge(last).Counts
            ? new PodOrder(index, last.FailureCount + 1, last.IgnoredFailureCount)
            : new PodOrder(index, last.FailureCount, last.IgnoredFailureCount + 1);
    }

    /// <summary>
    /// The pods to delete: of an Indexed Job first all without a valid index and all but one of each index, then the least advanced
    /// (activePodsForRemoval).
    /// </summary>
    private static List<PodState> Surplus(JobSpec spec, IReadOnlyList<PodState> active, int atLeast)
    {
        var remove = new List<PodState>();
        IEnumerable<PodState> left = active;
        if (spec.IsIndexed)
        {
            var keep = new List<PodState>();
            foreach (var group in active.GroupBy(pod => pod.Index is { } index && index < spec.Completions ? pod.Index : null))
            {
                var ordered = group.Order(PodRank.LeastAdvancedFirst).ToList();
                var kept = group.Key is null ? 0 : 1;
                remove.AddRange(ordered.Take(ordered.Count - kept));
                keep.AddRange(ordered.Skip(ordered.Count - kept));
            }

            left = keep;
        }

        if (remove.Count < atLeast)
        {
            remove.AddRange(left.Order(PodRank.LeastAdvancedFirst).Take(atLeast - remove.Count));
        }

        return remove;
    }

    private static IndexSet Taken(IReadOnlyList<PodState> pods) => IndexSet.Of(pods.Select(pod => pod.Index).OfType<int>());
}
