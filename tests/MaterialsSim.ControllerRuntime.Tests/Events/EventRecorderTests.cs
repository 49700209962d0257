using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Events;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Events;

public sealed class EventRecorderTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();
    private readonly V1ConfigMap map = Make.Map("a", "1");
    private ScriptedApi server = null!;
    private EventRecorder recorder = null!;
    private Task running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.Patiently();
        await server.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task An_event_has_what_the_server_insists_on()
    {
        await StartAsync();
        recorder.Record(map, EventKind.Warning, "KernelFailed", "Dispatch", "batch 3 failed");
        var request = await server.NextRequestAsync();
        Assert.Equal(("POST", "/apis/events.k8s.io/v1/namespaces/ns/events"), (request.Method, request.Path));
        var body = JsonNode.Parse(request.Body)!;
        Assert.Equal("2026-01-01T00:00:00.000001Z", (string?)body["eventTime"]);
        Assert.Equal(("Warning", "KernelFailed", "Dispatch", "batch 3 failed"), ((string?)body["type"], (string?)body["reason"], (string?)body["action"], (string?)body["note"]));
        Assert.Equal(("example.com/tests", "pod-1"), ((string?)body["reportingController"], (string?)body["reportingInstance"]));
        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","name":"a","namespace":"ns","resourceVersion":"1","uid":"uid-a"}""", body["regarding"]!.ToJsonString());
        Assert.StartsWith("a.", (string?)body["metadata"]!["name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repetitions_become_a_series_that_is_written_at_its_first_and_then_now_and_again()
    {
        await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            recorder.Record(map, EventKind.Normal, "Progress", "Aggregate", $"{i} of 5");
        }

        var create = await server.NextRequestAsync();
        var name = (string?)JsonNode.Parse(create.Body)!["metadata"]!["name"];
        var second = await server.NextRequestAsync();
        Assert.Equal(("PATCH", $"/apis/events.k8s.io/v1/namespaces/ns/events/{name}"), (second.Method, second.Path));
        Assert.Equal("""{"series":{"count":2,"lastObservedTime":"2026-01-01T00:00:00.000001Z"}}""", second.Body);
        var later = await NextAfterAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(5, (int?)JsonNode.Parse(later.Body)!["series"]!["count"]);
        recorder.Record(map, EventKind.Normal, "Progress", "Aggregate", "again");
        Assert.Equal(6, (int?)JsonNode.Parse((await NextAfterAsync(TimeSpan.FromSeconds(10))).Body)!["series"]!["count"]);
    }

    [Fact]
    public async Task A_series_that_was_quiet_is_over_and_the_next_one_is_a_new_event()
    {
        await StartAsync();
        recorder.Record(map, EventKind.Normal, "Progress", "Aggregate", "one");
        recorder.Record(map, EventKind.Normal, "Another", "Aggregate", "so that the first is known to be done");
        await server.NextRequestAsync();
        await server.NextRequestAsync();
        time.Advance(TimeSpan.FromMinutes(7));
        recorder.Record(map, EventKind.Normal, "Progress", "Aggregate", "two");
        Assert.Equal("POST", (await server.NextRequestAsync()).Method);
    }

    [Fact]
    public async Task Another_reason_or_object_is_another_event()
    {
        await StartAsync();
        recorder.Record(map, EventKind.Normal, "One", "Act", "");
        recorder.Record(map, EventKind.Normal, "Two", "Act", "");
        recorder.Record(Make.Map("b", "1"), EventKind.Normal, "One", "Act", "");
        var names = new HashSet<string?>();
        for (var i = 0; i < 3; i++)
        {
            var request = await server.NextRequestAsync();
            Assert.Equal("POST", request.Method);
            names.Add((string?)JsonNode.Parse(request.Body)!["metadata"]!["name"]);
        }

        Assert.Equal(3, names.Count);
    }

    [Fact]
    public async Task A_noisy_object_is_cut_short_and_the_others_are_heard()
    {
        await StartAsync();
        for (var i = 0; i < 40; i++)
        {
            recorder.Record(map, EventKind.Normal, $"Reason{i}", "Act", "");
        }

        recorder.Record(Make.Map("quiet", "1"), EventKind.Normal, "Heard", "Act", "");
        for (var i = 0; i < 25; i++)
        {
            Assert.Contains($"\"Reason{i}\"", (await server.NextRequestAsync()).Body, StringComparison.Ordinal);
        }

        Assert.Contains("\"Heard\"", (await server.NextRequestAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(15, metrics.Lines.Count(line => line == "dropped spam"));
    }

    [Fact]
    public async Task What_does_not_fit_is_dropped_and_counted_and_nobody_waits()
    {
        server = await ScriptedApi.StartAsync();
        recorder = new(server.Connect(), new() { Controller = "c", Capacity = 10 }, NullLogger<EventRecorder>.Instance, time, metrics);
        for (var i = 0; i < 15; i++)
        {
            recorder.Record(map, EventKind.Normal, $"Reason{i}", "Act", "");
        }

        Assert.Equal(5, metrics.Lines.Count(line => line == "dropped full"));
    }

    [Fact]
    public async Task A_refused_event_is_dropped_and_the_next_one_written()
    {
        await StartAsync(Answer.Status(403, "Forbidden", "the namespace is being terminated"));
        recorder.Record(map, EventKind.Normal, "One", "Act", "");
        recorder.Record(map, EventKind.Normal, "Two", "Act", "");
        await server.NextRequestAsync();
        Assert.Contains("\"Two\"", (await server.NextRequestAsync()).Body, StringComparison.Ordinal);
        Assert.Contains("dropped failed", metrics.Lines);
    }

    [Fact]
    public async Task An_event_outlives_a_broken_connection()
    {
        await StartAsync(Answer.Reset, Answer.Status(500, "InternalError"));
        recorder.Record(map, EventKind.Normal, "One", "Act", "");
        var first = await server.NextRequestAsync();
        Assert.Equal(first.Body, (await NextAfterAsync(TimeSpan.FromSeconds(1))).Body);
        Assert.Equal(first.Body, (await NextAfterAsync(TimeSpan.FromSeconds(1))).Body);
    }

    [Theory]
    [InlineData('x', 1024)]
    [InlineData('é', 1023)]
    [InlineData('漢', 1023)]
    public async Task A_note_is_cut_at_a_kilobyte_between_characters(char letter, int bytes)
    {
        await StartAsync();
        recorder.Record(map, EventKind.Normal, "One", "Act", new string(letter, 1024));
        recorder.Record(map, EventKind.Normal, "Two", "Act", new string('x', 1024));
        var note = (string)JsonNode.Parse((await server.NextRequestAsync()).Body)!["note"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(note), bytes - 3, 1024);
        Assert.DoesNotContain('\uFFFD', note);
        Assert.Equal(1024, ((string)JsonNode.Parse((await server.NextRequestAsync()).Body)!["note"]!).Length);
    }

    [Fact]
    public async Task What_waits_at_the_end_is_still_written()
    {
        await StartAsync();
        await stop.CancelAsync();
        await running.Patiently();
        recorder.Record(map, EventKind.Normal, "Last", "Act", "");
        await recorder.RunAsync(stop.Token).Patiently();
        Assert.Contains("\"Last\"", (await server.NextRequestAsync()).Body, StringComparison.Ordinal);
    }

    private async Task StartAsync(params Answer[] first)
    {
        server = (await ScriptedApi.StartAsync()).Then(first);
        server.Then([.. Enumerable.Repeat(Answer.Text("{}"), 100)]);
        var options = new EventRecorderOptions { Controller = "example.com/tests", Instance = "pod-1" };
        recorder = new(server.Connect(), options, NullLogger<EventRecorder>.Instance, time, metrics);
        running = Task.Run(() => recorder.RunAsync(stop.Token), Patience.Token);
    }

    /// <summary>The next request, which something waits for the clock to send.</summary>
    private async Task<RecordedRequest> NextAfterAsync(TimeSpan step)
    {
        var next = server.NextRequestAsync();
        while (!next.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Patience.Token));
        }

        return await next;
    }
}
