using System.Text.Json;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>
/// Leads by a Lease, after client-go (tools/leaderelection): of all processes that stand, at most one leads by its own clock. A lease is taken when nobody holds it
/// or its version has not changed for its duration on OUR clock; the clocks of others are never read. The term runs from when a renewal was SENT.
/// </summary>
public sealed class LeaseElector : IElector
{
    private readonly ILeaseClient client;
    private readonly LeaseOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Func<double> random;
    private readonly IRuntimeMetrics metrics;
    private readonly string lease;
    private readonly LeaseRecord record;

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
        record = new(options, time);
    }

    /// <inheritdoc/>
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

            if (record.Holder is { } current && current != holder)
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
                        LeaseElectorLog.Lost(logger, options.Identity, lease, $"{record.Holder} holds it");
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
        catch (Exception e) when (IsTrouble(e))
        {
            // A renewal may have arrived although its answer did not, or someone else wrote: the next try reads first.
            if (record.IsOurs)
            {
                record.Forget();
            }

            LeaseElectorLog.TryFailed(logger, lease, action, e.Message);
            return null;
        }
    }

    private async Task<bool> TakeOrRenewAsync(CancellationToken cancellationToken)
    {
        if (!record.IsOurs)
        {
            if (await client.FindAsync(options.Namespace, options.Name, cancellationToken) is not { } found)
            {
                record.Forget();
                record.See(await client.CreateAsync(record.Claim(), cancellationToken));
                return true;
            }

            record.See(found);
            if (record.IsHeldByOther)
            {
                return false;
            }
        }

        record.See(await client.ReplaceAsync(record.Claim(), cancellationToken));
        return true;
    }

    /// <summary>Lets the next one lead at once. Failing is no harm: they wait for the lease to run out.</summary>
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(options.RetryPeriod, time);
        try
        {
            await client.ReplaceAsync(record.Release(), limit.Token);
            LeaseElectorLog.Released(logger, options.Identity, lease);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            LeaseElectorLog.TryFailed(logger, lease, "released", e.Message);
        }

        record.Forget();
    }

    private static bool IsTrouble(Exception e) =>
        e is KubernetesApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or JsonException;
}
