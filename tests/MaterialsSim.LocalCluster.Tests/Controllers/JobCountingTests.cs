using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

/// <summary>A model of a cluster in which pods end and are deleted at any time and the controller stops between any two of its writes.</summary>
public sealed class JobCountingTests
{
    [Fact]
    public void Every_pod_counts_exactly_once_however_often_the_controller_stops()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var spec = new JobSpec { Completions = 12, Parallelism = 4, BackoffLimit = int.MaxValue, ReplacesEndedOnly = seed % 2 == 0 };
            var world = new World();
            for (var step = 0; step < 3000 && !world.Status.IsFinished; step++)
            {
                world.Disturb(spec, random);
                world.Look(spec, random);
            }

            Assert.True(world.Status.IsFinished, $"seed {seed}: not finished");
            Assert.True((world.Succeeded, world.Failed) == (world.Status.Succeeded, world.Status.Failed),
                $"seed {seed}: {world.Succeeded}/{world.Failed} ended, {world.Status.Succeeded}/{world.Status.Failed} counted");
        }
    }

    private sealed class World
    {
        private readonly Dictionary<string, PodState> _pods = [];
        private DateTimeOffset _now = A.Now;
        private int _next;

        public JobStatus Status { get; private set; } = new();

        /// <summary>Pods that have ended well.</summary>
        public int Succeeded { get; private set; }

        /// <summary>Pods that have failed, by themselves or by being deleted.</summary>
        public int Failed { get; private set; }

        public void Disturb(JobSpec spec, Random random)
        {
            _now = _now.AddMinutes(15);
            foreach (var pod in _pods.Values.Where(pod => !pod.HasEnded).ToList())
            {
                var chance = random.NextDouble();
                if (chance < 0.1)
                {
                    // Where terminating pods are replaced, to be deleted is to fail.
                    Failed += !spec.ReplacesEndedOnly && pod is { IsDeleting: false, IsTracked: true } ? 1 : 0;
                    _pods[pod.Uid] = pod with { IsDeleting = true };
                }
                else if (chance < 0.4)
                {
                    End(spec, pod, pod.IsDeleting || random.NextDouble() < 0.4 ? "Failed" : "Succeeded");
                }
            }

            foreach (var pod in _pods.Values.Where(pod => pod is { HasEnded: true, IsTracked: false }).ToList())
            {
                _pods.Remove(pod.Uid);
            }
        }

        public void Look(JobSpec spec, Random random)
        {
            var decision = JobRules.Decide(A.Job(spec, [.. _pods.Values], Status, _now));
            var writes = random.Next(8) == 0 ? random.Next(4) : int.MaxValue;
            foreach (var pod in decision.Delete)
            {
                _pods[pod.Uid] = pod with { IsTracked = pod.IsTracked && !decision.DeleteUncounted, IsDeleting = true };
            }

            foreach (var _ in decision.Create)
            {
                var uid = $"p{_next++}";
                _pods[uid] = A.Pod("Running", uid: uid);
            }

            if (writes-- <= 0)
            {
                return;
            }

            Status = decision.Status;
            foreach (var pod in decision.Release)
            {
                if (writes-- <= 0)
                {
                    return;
                }

                _pods[pod.Uid] = _pods[pod.Uid] with { IsTracked = false };
            }

            if (writes-- > 0)
            {
                Status = JobRules.Settle(Status, [.. _pods.Values.Where(pod => pod.IsTracked).Select(pod => pod.Uid)], decision.Finished);
            }
        }

        private void End(JobSpec spec, PodState pod, string phase)
        {
            _pods[pod.Uid] = pod with { Phase = phase, FinishedAt = _now };
            if (!pod.IsTracked || (pod.IsDeleting && !spec.ReplacesEndedOnly))
            {
                // Counted when it was deleted, or not wanted any more.
                return;
            }

            if (phase == "Succeeded")
            {
                Succeeded++;
            }
            else
            {
                Failed++;
            }
        }
    }
}
