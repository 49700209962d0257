using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace MaterialsSim.ControllerRuntime.Tests.Leadership;

/// <summary>The elector on real clocks and real connections, with short leases.</summary>
public sealed partial class LeaseOverHttpTests
{
    private readonly LeaseServer leases = new();
    private volatile string? cutOff;
    private volatile string? malformed;

    [Fact]
    public async Task Of_two_processes_one_leads_and_the_other_takes_over_when_it_is_cut_off()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Route(Serve);
        using var stop = new CancellationTokenSource();
        var terms = new Dictionary<string, TaskCompletionSource<Term>> { ["a"] = new(), ["b"] = new() };
        var a = Run("a");
        var first = await terms["a"].Task.Patiently();
        var b = Run("b");
        cutOff = "a";
        var second = await terms["b"].Task.Patiently();
        Assert.False(first.IsValid);
        Assert.True(second.IsValid);
        await Assert.ThrowsAsync<LeadershipLostException>(() => a.Patiently());
        await stop.CancelAsync();
        await b.Patiently();
        Assert.Null(malformed);
        Assert.Equal("", leases.Lease!.Spec.HolderIdentity);

        Task Run(string name)
        {
            var options = new LeaseOptions
            {
                Namespace = "ns",
                Name = "lease",
                Identity = name,
                LeaseDuration = TimeSpan.FromSeconds(1),
                RenewDeadline = TimeSpan.FromSeconds(0.6),
                RetryPeriod = TimeSpan.FromSeconds(0.1),
            };
            var client = new LeaseClient(server.Connect(new ApiOptions { UserAgent = name }));
            var elector = new LeaseElector(client, options, NullLogger<LeaseElector>.Instance, TimeProvider.System);
            return Task.Run(() => elector.RunAsync(
                async term =>
                {
                    terms[name].SetResult(term);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(term.Token, stop.Token);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                },
                stop.Token));
        }
    }

    private Answer? Serve(RecordedRequest request)
    {
        if (request.UserAgent == cutOff)
        {
            return Answer.Reset;
        }

        try
        {
            if (request.Method == "GET")
            {
                return leases.Find() is { } found ? Answer.Json(found) : Answer.Status(404, "NotFound");
            }

            // What a real server insists on: six digits of a second.
            if (!MicroTimes().IsMatch(request.Body))
            {
                malformed = request.Body;
            }

            var lease = JsonSerializer.Deserialize<V1Lease>(request.Body, ApiJson.Options)!;
            return Answer.Json(request.Method == "POST" ? leases.Create(lease) : leases.Replace(lease));
        }
        catch (KubernetesApiException e)
        {
            return Answer.Status(e.Code, e.Reason);
        }
    }

    [GeneratedRegex("""^(?=.*"acquireTime":"[^"]+\.\d{6}Z").*"renewTime":"[^"]+\.\d{6}Z".*$""")]
    private static partial Regex MicroTimes();
}
