using k8s.Models;
using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Leadership;

/// <summary>15 s of lease, 10 s to renew, 2 s between tries, on clocks that the tests turn.</summary>
public sealed class LeaseElectorTests
{
    private readonly LeaseServer server = new();

    [Fact]
    public async Task The_first_one_creates_the_lease_and_leads()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        Assert.Equal(("a", 15, 0), (server.Lease!.Spec.HolderIdentity, server.Lease.Spec.LeaseDurationSeconds, server.Lease.Spec.LeaseTransitions));
        Assert.NotEqual(0, server.Lease.Spec.RenewTime!.Value.Ticks % TimeSpan.TicksPerSecond);
        Assert.Contains("leading True", a.Metrics.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_lease_that_someone_made_before_is_taken_at_once(bool hasSpec)
    {
        server.Create(new V1Lease { Metadata = new() { Name = "lease", Labels = new Dictionary<string, string> { ["chart"] = "x" } }, Spec = new() });
        server.Lease = server.Lease! with { Spec = hasSpec ? new() { HolderIdentity = "" } : null };
        await using var a = await Candidate.StartAsync(server, "a");
        Assert.True(await UntilAsync(() => a.Leads, a) < TimeSpan.FromSeconds(1));
        Assert.Equal("x", server.Lease.Metadata.Labels["chart"]);
    }

    [Theory]
    [InlineData(15, -1)]
    [InlineData(15, 0)]
    [InlineData(15, 1)]
    [InlineData(40, 0)]
    public async Task A_dead_holders_lease_is_taken_after_its_own_duration_whatever_its_clock_said(int seconds, int hoursOff)
    {
        var said = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hoursOff);
        server.Create(new V1Lease { Metadata = new(), Spec = new() { HolderIdentity = "dead", LeaseDurationSeconds = seconds, RenewTime = said, LeaseTransitions = 4 } });
        await using var a = await Candidate.StartAsync(server, "a");
        Assert.InRange((await UntilAsync(() => a.Leads, a)).TotalSeconds, seconds, seconds + 2.2);
        Assert.Equal(5, server.Lease!.Spec.LeaseTransitions);
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("Cut")]
    [InlineData("Silent")]
    public async Task No_trouble_while_standing_escapes_or_ends_it(string trouble)
    {
        server.Create(new V1Lease { Metadata = new(), Spec = new() { HolderIdentity = "other", LeaseDurationSeconds = 15 } });
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Way.Calls > 0, a);
        a.Way.Way = Enum.Parse<Way>(trouble);
        await PassAsync(TimeSpan.FromMinutes(2), a);
        Assert.False(a.Running.IsCompleted || a.Leads);
        a.Way.Way = Way.Open;
        await UntilAsync(() => a.Leads, a);
    }

    [Fact]
    public async Task A_leader_renews_and_a_standby_waits()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        await using var b = await Candidate.StartAsync(server, "b");
        for (var i = 0; i < 600; i++)
        {
            await PassAsync(TimeSpan.FromSeconds(0.5), a, b);
            Assert.True(a.Leads && !b.Leads);
        }

        Assert.Equal(0, server.Lease!.Spec.LeaseTransitions);
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("Cut")]
    [InlineData("AnswerLost")]
    [InlineData("Silent")]
    [InlineData("SilentAfterwards")]
    public async Task Trouble_shorter_than_the_deadline_costs_nothing(string trouble)
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        for (var round = 0; round < 5; round++)
        {
            a.Way.Way = Enum.Parse<Way>(trouble);
            await PassAsync(TimeSpan.FromSeconds(2.5), a);
            a.Way.Way = Way.Open;
            await PassAsync(TimeSpan.FromSeconds(8), a);
            Assert.True(a.Leads);
        }
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("Cut")]
    [InlineData("Silent")]
    public async Task A_leader_that_is_cut_off_stops_by_its_own_clock_and_never_tries_again(string trouble)
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        a.Way.Way = Enum.Parse<Way>(trouble);
        Assert.InRange((await UntilAsync(() => !a.Leads, a)).TotalSeconds, 7.9, 10.1);
        Assert.True(a.Term!.Token.IsCancellationRequested);
        await Assert.ThrowsAsync<LeadershipLostException>(() => a.Running.Patiently());
        Assert.Contains("leading False", a.Metrics.Lines);
        var calls = a.Way.Calls;
        a.Way.Way = Way.Open;
        await PassAsync(TimeSpan.FromMinutes(1), a);
        Assert.Equal(calls, a.Way.Calls);
    }

    [Fact]
    public async Task After_a_cut_the_next_one_leads_within_the_lease_and_two_tries_and_never_before_the_first_has_stopped()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        await using var b = await Candidate.StartAsync(server, "b");
        await PassAsync(TimeSpan.FromSeconds(31), a, b);
        a.Way.Way = Way.Cut;
        var taken = await UntilAsync(
            () =>
            {
                Assert.False(a.Leads && b.Leads);
                return b.Leads;
            },
            a,
            b);
        Assert.InRange(taken.TotalSeconds, 13, 15 + (2 * 2.4));
    }

    [Fact]
    public async Task A_leader_that_was_paused_beyond_its_lease_knows_it_the_moment_it_wakes()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        await using var b = await Candidate.StartAsync(server, "b");
        await UntilAsync(() => b.Leads, b);
        await a.PassAsync(TimeSpan.FromSeconds(20));
        Assert.False(a.Leads);
        Assert.Throws<OperationCanceledException>(a.Term!.ThrowIfEnded);
        await Assert.ThrowsAsync<LeadershipLostException>(() => a.Running.Patiently());
        Assert.True(b.Leads);
        Assert.Equal("b", server.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task A_lease_that_someone_else_took_ends_the_term_at_the_next_renewal()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        server.Replace(server.Lease! with { Spec = server.Lease.Spec with { HolderIdentity = "thief" } });
        Assert.True(await UntilAsync(() => !a.Leads, a) < TimeSpan.FromSeconds(4.5));
        Assert.Equal("thief", server.Lease.Spec.HolderIdentity);
    }

    [Fact]
    public async Task A_deleted_lease_is_made_again_by_its_leader()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        server.Lease = null;
        await PassAsync(TimeSpan.FromSeconds(20), a);
        Assert.True(a.Leads);
        Assert.Equal("a", server.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task A_lease_that_its_holder_deleted_is_made_anew_by_the_next()
    {
        server.Create(new V1Lease { Metadata = new(), Spec = new() { HolderIdentity = "other", LeaseDurationSeconds = 15 } });
        await using var a = await Candidate.StartAsync(server, "a");
        server.Lease = null;
        Assert.True(await UntilAsync(() => a.Leads, a) < TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task A_clean_stop_renews_until_the_work_has_ended_then_hands_over()
    {
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Leads, a);
        await using var b = await Candidate.StartAsync(server, "b");
        await a.StopAsync();
        await PassAsync(TimeSpan.FromSeconds(40), a, b);
        Assert.True(a.Leads && !b.Leads);
        a.EndLeading();
        await a.Running.Patiently();
        Assert.False(a.Leads);
        Assert.Equal("", server.Lease!.Spec.HolderIdentity);
        Assert.True(await UntilAsync(() => b.Leads, b) < TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task A_standby_that_is_stopped_just_goes()
    {
        server.Create(new V1Lease { Metadata = new(), Spec = new() { HolderIdentity = "other", LeaseDurationSeconds = 15 } });
        await using var a = await Candidate.StartAsync(server, "a");
        await UntilAsync(() => a.Way.Calls > 0, a);
        await a.StopAsync();
        await a.Running.Patiently();
        Assert.Null(a.Term);
        Assert.Equal("other", server.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task An_error_of_the_work_itself_is_told_and_the_lease_given_back()
    {
        await using var a = await Candidate.StartAsync(server, "a", _ => throw new InvalidOperationException("broken work"));
        Assert.Equal("broken work", (await Assert.ThrowsAsync<InvalidOperationException>(() => a.Running.Patiently())).Message);
        Assert.Equal("", server.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task Never_do_two_lead_at_a_time_by_their_own_clocks_whatever_happens()
    {
        var first = new Random().Next(1_000_000);
        for (var seed = first; seed < first + 20; seed++)
        {
            await ChaosAsync(seed);
        }
    }

    [Theory]
    [InlineData(15, 15, 2)]
    [InlineData(15, 10, 10)]
    [InlineData(15, 10, 0)]
    [InlineData(1.5, 1, 0.5)]
    public void Times_that_leave_no_gap_are_refused(double lease, double renew, double retry)
    {
        var options = Candidate.Options with
        {
            LeaseDuration = TimeSpan.FromSeconds(lease),
            RenewDeadline = TimeSpan.FromSeconds(renew),
            RetryPeriod = TimeSpan.FromSeconds(retry),
        };
        Assert.Contains("lease ns/lease", Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    /// <summary>Ten minutes of three processes that are cut off, get no answers, pause, and are stopped and started at random.</summary>
    private static async Task ChaosAsync(int seed)
    {
        var random = new Random(seed);
        var server = new LeaseServer();
        var candidates = new List<Candidate>();
        var paused = new Dictionary<Candidate, TimeSpan>();
        var names = 0;
        var terms = 0;
        var step = TimeSpan.FromMilliseconds(250);
        try
        {
            for (var i = 0; i < 2400; i++)
            {
                while (candidates.Count < 3)
                {
                    candidates.Add(await Candidate.StartAsync(server, $"process {++names}"));
                }

                var one = candidates[random.Next(candidates.Count)];
                switch (random.Next(40))
                {
                    case < 2:
                        one.Way.Way = (Way)random.Next(6);
                        break;
                    case < 5:
                        one.Way.Way = Way.Open;
                        break;
                    case 5:
                        paused.TryAdd(one, TimeSpan.Zero);
                        break;
                    case < 9 when paused.Remove(one, out var missed):
                        // Wakes: its clocks have gone on.
                        await one.PassAsync(missed);
                        break;
                    case 9 when random.Next(4) == 0:
                        await one.StopAsync();
                        one.EndLeading();
                        break;
                }

                foreach (var candidate in candidates)
                {
                    if (paused.TryGetValue(candidate, out var missed))
                    {
                        paused[candidate] = missed + step;
                    }
                    else
                    {
                        await candidate.PassAsync(step);
                    }
                }

                await Task.Yield();
                var leaders = candidates.Where(candidate => !paused.ContainsKey(candidate) && candidate.Leads).Select(candidate => candidate.Name).ToArray();
                Assert.True(leaders.Length <= 1, $"seed {seed}, step {i}: {string.Join(" and ", leaders)} lead");
                foreach (var gone in candidates.Where(candidate => candidate.Running.IsCompleted).ToArray())
                {
                    terms += gone.Term is null ? 0 : 1;
                    candidates.Remove(gone);
                    paused.Remove(gone);
                    await gone.DisposeAsync();
                }
            }

            Assert.True(terms > 3, $"seed {seed}: only {terms} terms, the chaos is too tame");
        }
        finally
        {
            foreach (var candidate in candidates)
            {
                await candidate.DisposeAsync();
            }
        }
    }

    /// <summary>Turns the clocks in steps of 100 ms until something is so; the time that took.</summary>
    private static async Task<TimeSpan> UntilAsync(Func<bool> condition, params Candidate[] candidates)
    {
        var passed = TimeSpan.Zero;
        while (!condition())
        {
            Assert.True(passed < TimeSpan.FromMinutes(5), "it did not happen within 5 minutes");
            if (await SettledAsync(condition))
            {
                break;
            }

            await PassAsync(TimeSpan.FromMilliseconds(100), candidates);
            passed += TimeSpan.FromMilliseconds(100);
        }

        return passed;
    }

    private static async Task PassAsync(TimeSpan time, params Candidate[] candidates)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(100))
        {
            foreach (var candidate in candidates)
            {
                await candidate.PassAsync(TimeSpan.FromMilliseconds(100));
            }

            await SettledAsync(() => false);
        }
    }

    /// <summary>Lets what hops to another thread (the end of a term) run on. True as soon as the condition holds.</summary>
    private static async Task<bool> SettledAsync(Func<bool> condition)
    {
        for (var i = 0; i < 20; i++)
        {
            if (condition())
            {
                return true;
            }

            await Task.Yield();
        }

        return condition();
    }
}
