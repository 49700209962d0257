using System.Threading.Channels;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace MaterialsSim.ControllerRuntime.Tests.Caching;

/// <summary>The cache against a server that does, one after the other, all that servers and networks do.</summary>
public sealed class ReflectorTests : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Store<V1ConfigMap> store = new();
    private readonly RecordingMetrics metrics = new();
    private readonly Channel<string> changes = Channel.CreateUnbounded<string>();
    private ScriptedApi server = null!;
    private Reflector<V1ConfigMap> reflector = null!;
    private Task running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.Patiently();
        await server.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task It_lists_in_pages_then_watches_from_the_version_of_the_list()
    {
        await StartAsync(
            Answer.Page("10", "next", Make.Map("a", "1")),
            Answer.List("10", Make.Map("b", "2")),
            Answer.WatchThenHang(Answers.Event("MODIFIED", Make.Map("a", "11")), Answers.Event("DELETED", Make.Map("b", "12"))));
        await ExpectAsync("Added a", "Added b", "Modified a", "Deleted b");
        Assert.Equal("?resourceVersion=0&limit=500", (await server.NextRequestAsync()).Query);
        Assert.Equal("?limit=500&continue=next", (await server.NextRequestAsync()).Query);
        var watch = await server.NextRequestAsync();
        Assert.Equal(("10", "true", "true"), (watch.Parameter("resourceVersion"), watch.Parameter("watch"), watch.Parameter("allowWatchBookmarks")));
        Assert.InRange(int.Parse(watch.Parameter("timeoutSeconds")!), 300, 600);
        Assert.True(reflector.HasSynced);
        Assert.Equal(ReflectorState.Watching, reflector.State);
        Assert.Null(reflector.Fault);
    }

    [Theory]
    [InlineData("a normal end", "end")]
    [InlineData("a reset", "broken")]
    [InlineData("a cut line", "broken")]
    [InlineData("an end after bookmarks alone", "short")]
    public async Task After_an_end_it_resumes_after_the_last_event_without_a_list(string end, string reason)
    {
        var added = Answers.Event("ADDED", Make.Map("b", "12"));
        var arrived = new TaskCompletionSource();
        store.Subscribe(change => arrived.TrySetResult());
        var watch = end switch
        {
            "a normal end" => Answer.Watch(added),
            "a reset" => Answer.WatchThenReset(arrived.Task, added),
            "a cut line" => Answer.Watch(added, "{\"type\":"),
            _ => Answer.Watch(Answers.Bookmark("11"), Answers.Bookmark("12")),
        };
        await StartAsync(Answer.List("10"), watch, Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("c", "13"))));
        await ExpectUntilAsync("Added c");
        Assert.Equal(["GET", "GET 10", "GET 12"], await VersionsAsync(3));
        Assert.Contains($"ended maps {reason}", metrics.Lines);
    }

    [Theory]
    [InlineData("410 as an answer")]
    [InlineData("410 as an ERROR event")]
    [InlineData("410 after an event")]
    [InlineData("another ERROR event")]
    [InlineData("an unreadable event")]
    [InlineData("500")]
    [InlineData("403")]
    public async Task When_events_may_be_lost_it_lists_again_and_finds_what_was_deleted_meanwhile(string loss)
    {
        var watch = loss switch
        {
            "410 as an answer" => Answer.Status(410, "Expired"),
            "410 as an ERROR event" => Answer.Watch(Answers.Error(410, "Expired")),
            "410 after an event" => Answer.Watch(Answers.Event("ADDED", Make.Map("late", "11")), Answers.Error(410, "Gone")),
            "another ERROR event" => Answer.Watch(Answers.Error(500, "InternalError")),
            "an unreadable event" => Answer.Watch("{\"type\":\"ADDED\",\"object\":{\"data\":5}}\n"),
            _ => Answer.Status(int.Parse(loss), "Whatever"),
        };
        await StartAsync(Answer.List("10", Make.Map("gone", "1"), Make.Map("kept", "2")), watch, Answer.List("20", Make.Map("kept", "2"), Make.Map("new", "15")), Answer.WatchThenHang());
        await ExpectUntilAsync("Deleted gone");
        Assert.Equal("GET 20", (await VersionsAsync(4))[3]);
        Assert.Equal(["kept", "new"], store.List().Select(map => map.Metadata.Name).Order());
        Assert.Contains("listed maps 2", metrics.Lines);
    }

    [Theory]
    [InlineData(410, "Expired", "")]
    [InlineData(500, "InternalError", "")]
    [InlineData(403, "Forbidden", "")]
    public async Task A_list_that_fails_is_tried_again_for_the_newest_state(int code, string reason, string version)
    {
        await StartAsync(Answer.Status(code, reason), Answer.Reset, Answer.List("20", Make.Map("a", "1")), Answer.WatchThenHang());
        await ExpectAsync("Added a");
        await reflector.WaitForSyncAsync(Patience.Token).Patiently();
        Assert.Equal("0", (await server.NextRequestAsync()).Parameter("resourceVersion"));
        await server.NextRequestAsync();
        Assert.Equal(version, (await server.NextRequestAsync()).Parameter("resourceVersion") ?? "");
    }

    [Fact]
    public async Task A_busy_server_keeps_its_watch_version_and_its_Retry_After()
    {
        await StartAsync(Answer.List("10"), Answer.Status(429, "TooManyRequests", retryAfter: "0"), Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("a", "11"))));
        await ExpectAsync("Added a");
        Assert.Equal(["GET", "GET 10", "GET 10"], await VersionsAsync(3));
        Assert.Contains("ended maps busy", metrics.Lines);
    }

    [Fact]
    public async Task A_watch_that_went_silent_is_given_up_by_the_watchdog()
    {
        var options = new ReflectorOptions<V1ConfigMap> { WatchTimeout = TimeSpan.FromMilliseconds(50), WatchdogSlack = TimeSpan.FromMilliseconds(50) };
        await StartAsync(options, Answer.List("10"), Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("a", "11"))), Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("b", "12"))));
        await ExpectAsync("Added a", "Added b");
        Assert.Equal(["GET", "GET 10", "GET 11"], await VersionsAsync(3));
    }

    [Fact]
    public async Task An_expired_page_token_starts_the_list_anew()
    {
        await StartAsync(Answer.Page("10", "next", Make.Map("old", "1")), Answer.Status(410, "Expired"), Answer.List("20", Make.Map("a", "1")), Answer.WatchThenHang());
        await ExpectAsync("Added a");
        Assert.Null(store.Find(Make.Key("old")));
    }

    [Fact]
    public async Task What_it_holds_is_stripped_of_bookkeeping()
    {
        var map = Make.Map("a", "1");
        map.Metadata.ManagedFields = [new() { Manager = "kubectl" }];
        map.Metadata.Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/last-applied-configuration"] = "{}", ["mine"] = "x" };
        map.Data = new Dictionary<string, string> { ["big"] = "value" };
        var options = new ReflectorOptions<V1ConfigMap>
        {
            Transform = value =>
            {
                value.Data = null;
                return value;
            },
        };
        await StartAsync(options, Answer.List("10", map), Answer.WatchThenHang());
        await ExpectAsync("Added a");
        var held = store.Find(Make.Key("a"))!;
        Assert.Null(held.Metadata.ManagedFields);
        Assert.Null(held.Data);
        Assert.Equal(["mine"], held.Metadata.Annotations.Keys);
    }

    [Fact]
    public async Task It_follows_one_namespace_and_selection_when_told_to()
    {
        await StartAsync(new ReflectorOptions<V1ConfigMap> { Namespace = "ns", LabelSelector = "a=b", FieldSelector = "c=d", PageSize = 7 }, Answer.List("10"), Answer.WatchThenHang());
        var list = await server.NextRequestAsync();
        Assert.Equal("/api/v1/namespaces/ns/configmaps", list.Path);
        Assert.Equal(("a=b", "c=d", "7"), (list.Parameter("labelSelector"), list.Parameter("fieldSelector"), list.Parameter("limit")));
        var watch = await server.NextRequestAsync();
        Assert.Equal(("a=b", "c=d"), (watch.Parameter("labelSelector"), watch.Parameter("fieldSelector")));
    }

    private Task StartAsync(params Answer[] answers) => StartAsync(new ReflectorOptions<V1ConfigMap>(), answers);

    private async Task StartAsync(ReflectorOptions<V1ConfigMap> options, params Answer[] answers)
    {
        server = (await ScriptedApi.StartAsync()).Then(answers);
        store.Subscribe(change => changes.Writer.TryWrite($"{change.Type} {change.Latest.Metadata.Name}"));
        reflector = new(
            "maps",
            server.Connect().Resource<V1ConfigMap>(CallPolicy.Direct),
            store,
            options with { InitialBackoff = TimeSpan.FromMilliseconds(1), LongestBackoff = TimeSpan.FromMilliseconds(5) },
            NullLogger<Reflector<V1ConfigMap>>.Instance,
            TimeProvider.System,
            metrics);
        running = Task.Run(() => reflector.RunAsync(stop.Token), Patience.Token);
    }

    private async Task ExpectAsync(params string[] expected)
    {
        foreach (var change in expected)
        {
            Assert.Equal(change, await changes.Reader.ReadAsync(Patience.Token).Patiently());
        }
    }

    private async Task ExpectUntilAsync(string last)
    {
        while (await changes.Reader.ReadAsync(Patience.Token).Patiently() != last)
        {
        }
    }

    /// <summary>The methods of the next requests, with the version that a watch starts from.</summary>
    private async Task<string[]> VersionsAsync(int count)
    {
        var seen = new string[count];
        for (var i = 0; i < count; i++)
        {
            var request = await server.NextRequestAsync();
            seen[i] = request.Parameter("watch") is null ? request.Method : $"{request.Method} {request.Parameter("resourceVersion")}";
        }

        return seen;
    }
}
