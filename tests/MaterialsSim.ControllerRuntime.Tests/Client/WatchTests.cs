using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Client;

public sealed class WatchTests
{
    private static readonly string Added = Answers.Event("ADDED", Make.Map("a", "2"));

    private static CancellationToken Token => Patience.Token;

    public static TheoryData<string, string[]> Cuts => new()
    {
        { "one event a chunk", [Added, Answers.Event("MODIFIED", Make.Map("a", "3")), Answers.Event("DELETED", Make.Map("a", "4"))] },
        { "all in one chunk", [Added + Answers.Event("MODIFIED", Make.Map("a", "3")) + "\n" + Answers.Event("DELETED", Make.Map("a", "4"))] },
        { "slow, letter by letter", [.. (Added + Answers.Event("MODIFIED", Make.Map("a", "3")) + Answers.Event("DELETED", Make.Map("a", "4"))).Select(letter => letter.ToString())] },
        { "cut in the middle of a line", [Added[..10], Added[10..] + Answers.Event("MODIFIED", Make.Map("a", "3"))[..1], Answers.Event("MODIFIED", Make.Map("a", "3"))[1..], Answers.Event("DELETED", Make.Map("a", "4"))] },
        { "object before type", ["{\"object\":" + Added[25..^2] + ",\"type\":\"ADDED\"}\n", Answers.Event("MODIFIED", Make.Map("a", "3")), Answers.Event("DELETED", Make.Map("a", "4"))] },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Events_arrive_however_the_stream_is_cut(string cut, string[] parts)
    {
        Assert.NotEmpty(cut);
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(parts));
        var events = await Maps(server).WatchAsync("ns", new() { ResourceVersion = "1", Timeout = TimeSpan.FromSeconds(300) }, Token).ToListAsync(Token);
        Assert.Equal([(WatchEventKind.Added, "2"), (WatchEventKind.Modified, "3"), (WatchEventKind.Deleted, "4")], events.Select(change => (change.Kind, change.ResourceVersion)));
        Assert.All(events, change => Assert.Equal("a", change.Object!.Metadata.Name));
        Assert.Equal("?resourceVersion=1&watch=true&allowWatchBookmarks=true&timeoutSeconds=300", (await server.NextRequestAsync()).Query);
    }

    [Fact]
    public async Task A_bookmark_holds_a_version_and_no_object()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(Answers.Bookmark("77")));
        var bookmark = Assert.Single(await Maps(server).WatchAsync(null, new(), Token).ToListAsync(Token));
        Assert.Equal((WatchEventKind.Bookmark, null, "77"), (bookmark.Kind, bookmark.Object, bookmark.ResourceVersion));
    }

    [Fact]
    public async Task An_ERROR_event_is_thrown_with_its_status()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(Added, Answers.Error(410, "Expired")));
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(async () => await Maps(server).WatchAsync(null, new(), Token).ToListAsync(Token));
        Assert.True(refusal.IsExpired);
        Assert.Equal("Expired", refusal.Reason);
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("{}\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"SHRUNK\",\"object\":{}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n")]
    [InlineData("{\"type\":7,\"object\":{}}\n")]
    [InlineData("[]\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"immutable\":\"perhaps\"}}\n")]
    public async Task What_is_no_event_is_told_as_malformed(string line)
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(line));
        var malformed = await Assert.ThrowsAsync<MalformedEventException>(async () => await Maps(server).WatchAsync(null, new(), Token).ToListAsync(Token));
        Assert.Contains(line.TrimEnd(), malformed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_an_error_at_its_limit()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.WatchThenHang(Enumerable.Repeat(new string(' ', 1 << 20), 17)));
        await Assert.ThrowsAsync<MalformedEventException>(async () => await Maps(server).WatchAsync(null, new(), Token).ToListAsync(Token)).Patiently();
    }

    [Fact]
    public async Task An_end_in_the_middle_of_a_line_is_a_broken_connection()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(Added, Added[..30]));
        await Assert.ThrowsAsync<IOException>(async () => await Maps(server).WatchAsync(null, new(), Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_reset_in_the_middle_keeps_the_events_before_it()
    {
        await using var server = await ScriptedApi.StartAsync();
        var arrived = new TaskCompletionSource();
        server.Then(Answer.WatchThenReset(arrived.Task, Added));
        await using var events = Maps(server).WatchAsync(null, new(), Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        arrived.SetResult();
        await Assert.ThrowsAnyAsync<IOException>(async () => await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_silent_watch_outlives_the_time_limit_of_requests_and_ends_when_cancelled()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.WatchThenHang(Added));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var client = server.Connect(new() { RequestTimeout = TimeSpan.FromMilliseconds(100) }).Resource<V1ConfigMap>();
        await using var events = client.WatchAsync(null, new(), cancel.Token).GetAsyncEnumerator(cancel.Token);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(300), Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Patiently());
    }

    [Fact]
    public async Task Plain_JSON_can_be_watched_too()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Watch(Added));
        var widgets = server.Connect().Resource<JsonObject>(new ResourceType("example.com", "v1", "widgets", "Widget"));
        Assert.Equal("2", Assert.Single(await widgets.WatchAsync(null, new(), Token).ToListAsync(Token)).ResourceVersion);
    }

    private static ResourceClient<V1ConfigMap> Maps(ScriptedApi server) => server.Connect().Resource<V1ConfigMap>(CallPolicy.Direct);
}
