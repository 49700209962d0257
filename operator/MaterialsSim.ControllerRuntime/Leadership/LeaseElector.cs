using System.Text.Json;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>
/// Leads by a Lease, after client-go (tools/leaderelection): of all processes that stand, at most one leads by its own clock. A lease is taken when nobody holds it
/// or its version has not changed for its duration on OUR clock; the clocks of others are never read. The term runs from when a renewal was SENT.
/// </summary>
public sealed class LeaseElector
{
    private readonly ILeaseClient client;
    private readonly LeaseOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Func<double> random;
    private readonly IRuntimeMetrics metrics;
    private readonly string lease;

    // The lease as last seen, and when it was first seen so.
    private V1Lease? observed;
    private long observedAt;

    /// <summary>Stands for the lease that the options name, which must be sound.</summary>
    public LeaseElector(
        ILeaseClient client, LeaseOptions options, ILogger<LeaseElector> logger, TimeProvider time, IRuntimeMetrics? metrics = null, Func<double>? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.client = client;
        this.options = options;
        this.logger = logger;
        this.time = time;
        this.random = random ?? Jitter.Create();
        this.metrics = metrics ?? NoMetrics.Instance;
        lease = $"{options.Namespace}/{options.Name}";
    }

    /// <summary>
    /// Waits until this process leads, then runs <paramref name="lead"/> for one term, renewing meanwhile. On <paramref name="stopping"/> it gives up standing;
    /// a leader goes on renewing until <paramref name="lead"/> (which is to end then) has returned, and releases the lease. Throws
    /// <see cref="LeadershipLostException"/> when the term ended before that.
    /// </summary>
    public async Task RunAsync(Func<Term, Task> lead, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(lead);
        LeaseElectorLog.Standing(logger, options.Identity, lease);
        Term? term;
        try
        {
            term = await AcquireAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        using (term)
        {
            LeaseElectorLog.Leading(logger, options.Identity, lease);
            metrics.Leading(true);
            try
            {
                await LeadAsync(lead, term);
            }
            finally
            {
                metrics.Leading(false);
            }
        }
    }

    private async Task LeadAsync(Func<Term, Task> lead, Term term)
    {
        using var led = CancellationTokenSource.CreateLinkedTokenSource(term.Token);
        var renewing = RenewAsync(term, led.Token);
        var held = false;
        try
        {
            await lead(term);
        }
        catch (OperationCanceledException) when (term.Token.IsCancellationRequested)
        {
            // Told below: the term is over.
        }
        finally
        {
            await led.CancelAsync();
            await renewing;
            held = term.IsValid;

            // Whoever still holds the term must not act on it once the next one may lead.
            term.End();
            if (held)
            {
                await ReleaseAsync();
            }
        }

        if (!held)
        {
            throw new LeadershipLostException($"{options.Identity} lost lease {lease} while it led");
        }
    }

    private async Task<Term> AcquireAsync(CancellationToken stopping)
    {
        string? holder = null;
        while (true)
        {
            var sent = Term.Now(time);
            if (await TryAsync("taken", options.RenewDeadline / 2, stopping) == true)
            {
                var term = new Term(options.RenewDeadline, time, sent);
                if (term.IsValid)
                {
                    return term;
                }

                // Ours, but the answer took longer than a term lasts.
                term.Dispose();
            }

            if (observed?.Spec?.HolderIdentity is { } current && current != holder)
            {
                holder = current;
                LeaseElectorLog.HeldBy(logger, lease, current);
            }

            // Spread out, so that standbys do not all ask at the same moments.
            await Task.Delay(options.RetryPeriod * (1 + (0.2 * random())), time, stopping);
        }
    }

    private async Task RenewAsync(Term term, CancellationToken led)
    {
        try
        {
            var wait = options.RetryPeriod;
            while (true)
            {
                await Task.Delay(wait, time, led);
                var sent = Term.Now(time);

                // Half a deadline, so that one lost packet leaves time for another try.
                switch (await TryAsync("renewed", options.RenewDeadline / 2, led))
                {
                    case true when term.Extend(sent):
                        break;
                    case false:
                        LeaseElectorLog.Lost(logger, options.Identity, lease, $"{observed?.Spec?.HolderIdentity} holds it");
                        term.End();
                        return;
                }

                // A try that ran into its limit has waited enough.
                var taken = time.GetElapsedTime(sent.Monotonic);
                wait = taken < options.RetryPeriod ? options.RetryPeriod - taken : TimeSpan.Zero;
            }
        }
        catch (OperationCanceledException) when (led.IsCancellationRequested)
        {
            if (!term.IsValid)
            {
                LeaseElectorLog.Lost(logger, options.Identity, lease, $"not renewed for {options.RenewDeadline.TotalSeconds} s");
            }
        }
    }

    /// <summary>One try to take or renew: true when we hold the lease now, false when someone else does, null when that could not be found out.</summary>
    private async Task<bool?> TryAsync(string action, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await TakeOrRenewAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or JsonException)
        {
            // A renewal may have arrived although its answer did not, or someone else wrote: the next try reads first.
            observed = observed is { } seen && IsOurs(seen) ? null : observed;
            LeaseElectorLog.TryFailed(logger, lease, action, e.Message);
            return null;
        }
    }

    private async Task<bool> TakeOrRenewAsync(CancellationToken cancellationToken)
    {
        if (observed is not { } current || !IsOurs(current))
        {
            if (await client.FindAsync(options.Namespace, options.Name, cancellationToken) is not { } found)
            {
                Observe(await client.CreateAsync(Claim(new V1Lease { Metadata = new() { NamespaceProperty = options.Namespace, Name = options.Name } }), cancellationToken));
                return true;
            }

            Observe(found);
            if (!IsOurs(found) && IsHeld(found))
            {
                return false;
            }

            current = found;
        }

        Observe(await client.ReplaceAsync(Claim(current), cancellationToken));
        return true;
    }

    private void Observe(V1Lease found)
    {
        if (observed is null || observed.Metadata.ResourceVersion != found.Metadata.ResourceVersion || observed.Metadata.Uid != found.Metadata.Uid)
        {
            observedAt = time.GetTimestamp();
        }

        observed = found;
    }

    private bool IsOurs(V1Lease found) => found.Spec?.HolderIdentity == options.Identity;

    /// <summary>Someone holds it and may still believe so. The duration is the holder's, which can differ from ours while an upgrade rolls.</summary>
    private bool IsHeld(V1Lease found) =>
        !string.IsNullOrEmpty(found.Spec?.HolderIdentity)
        && time.GetElapsedTime(observedAt) < TimeSpan.FromSeconds(found.Spec.LeaseDurationSeconds is > 0 and var seconds ? seconds : options.LeaseDuration.TotalSeconds);

    /// <summary>The lease as we want it, all else in it kept, the version included: a write that comes too late is a conflict.</summary>
    private V1Lease Claim(V1Lease current)
    {
        var now = MicroTime.From(time.GetUtcNow());
        var spec = current.Spec ?? new();
        var ours = IsOurs(current);
        return current with
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Spec = spec with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
                AcquireTime = ours ? spec.AcquireTime ?? now : now,
                RenewTime = now,
                LeaseTransitions = (spec.LeaseTransitions ?? 0) + (ours || string.IsNullOrEmpty(current.Metadata.ResourceVersion) ? 0 : 1),
            },
        };
    }

    /// <summary>Lets the next one lead at once. Failing is no harm: they wait for the lease to run out.</summary>
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(options.RetryPeriod, time);
        try
        {
            var now = MicroTime.From(time.GetUtcNow());
            await client.ReplaceAsync(
                observed! with { Spec = observed.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, AcquireTime = now, RenewTime = now } }, limit.Token);
            observed = null;
            LeaseElectorLog.Released(logger, options.Identity, lease);
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            LeaseElectorLog.TryFailed(logger, lease, "released", e.Message);
        }
    }
}
