using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Leadership;

/// <summary>A process that stands for the lease, with a clock and a way to the server of its own. It leads until it is stopped or has lost the lease.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    public static readonly LeaseOptions Options = new() { Namespace = "ns", Name = "lease" };

    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Candidate(LeaseServer server, string name, Func<Term, Task>? lead = null)
    {
        Name = name;
        Way = new(server);
        Elector = new(Way, Options with { Identity = name }, NullLogger<LeaseElector>.Instance, Clock, Metrics, () => 0);
        lead ??= async term =>
        {
            await Task.WhenAny(mayEnd.Task, Task.Delay(Timeout.InfiniteTimeSpan, Clock, term.Token));
            term.ThrowIfEnded();
        };
        Running = Elector.RunAsync(
            term =>
            {
                Term = term;
                return lead(term);
            },
            stopping.Token);
    }

    /// <summary>
    /// A process that has made its first try. Away from the test's synchronization context whatever a call or a clock sets off runs here and now, up to the
    /// next wait for the clock.
    /// </summary>
    public static Task<Candidate> StartAsync(LeaseServer server, string name, Func<Term, Task>? lead = null) =>
        Task.Run(() => new Candidate(server, name, lead));

    public string Name { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public LeaseWay Way { get; }

    public RecordingMetrics Metrics { get; } = new();

    public LeaseElector Elector { get; }

    public Task Running { get; }

    public Term? Term { get; private set; }

    /// <summary>Whether it leads by its own clock, now.</summary>
    public bool Leads => Term is { IsValid: true };

    /// <summary>Turns its clock.</summary>
    public Task PassAsync(TimeSpan time) => Task.Run(() => Clock.Advance(time));

    public Task StopAsync() => stopping.CancelAsync();

    public void EndLeading() => mayEnd.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        EndLeading();
        Way.Way = Leadership.Way.Cut;
        for (var i = 0; i < 1000 && !Running.IsCompleted; i++)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAny(Running).Patiently();
        stopping.Dispose();
    }
}
