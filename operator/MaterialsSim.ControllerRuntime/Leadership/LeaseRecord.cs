using k8s.Models;
using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>The lease as an elector last saw it, and the lease as it would write it. Tells time by the own clock alone: the clocks of others are never read.</summary>
internal sealed class LeaseRecord(LeaseOptions options, TimeProvider time)
{
    private V1Lease? seen;
    private long seenAt;

    public string? Holder => seen?.Spec?.HolderIdentity;

    public bool IsOurs => Holder == options.Identity;

    /// <summary>Someone else holds it and may still believe so. The duration is the holder's, which can differ from ours while an upgrade rolls.</summary>
    public bool IsHeldByOther =>
        !IsOurs
        && !string.IsNullOrEmpty(Holder)
        && time.GetElapsedTime(seenAt) < (seen!.Spec.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : options.LeaseDuration);

    /// <summary>The lease is so now. Its time starts anew when it is another version than before.</summary>
    public void See(V1Lease lease)
    {
        if (seen is null || seen.Metadata.ResourceVersion != lease.Metadata.ResourceVersion || seen.Metadata.Uid != lease.Metadata.Uid)
        {
            seenAt = time.GetTimestamp();
        }

        seen = lease;
    }

    /// <summary>Nothing is known any more.</summary>
    public void Forget() => seen = null;

    /// <summary>The lease as ours, renewed now; all else in it is kept, the version included, so that a write that comes too late is a conflict.</summary>
    public V1Lease Claim()
    {
        var now = MicroTime.From(time.GetUtcNow());
        var lease = seen ?? new V1Lease { Metadata = new() { NamespaceProperty = options.Namespace, Name = options.Name } };
        var spec = lease.Spec ?? new();
        return lease with
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Spec = spec with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
                AcquireTime = IsOurs ? spec.AcquireTime ?? now : now,
                RenewTime = now,
                LeaseTransitions = (spec.LeaseTransitions ?? 0) + (IsOurs || seen is null ? 0 : 1),
            },
        };
    }

    /// <summary>The lease as nobody's, free at once (client-go leaderelection.go, release).</summary>
    public V1Lease Release()
    {
        var claim = Claim();
        return claim with { Spec = claim.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, AcquireTime = claim.Spec.RenewTime } };
    }
}
