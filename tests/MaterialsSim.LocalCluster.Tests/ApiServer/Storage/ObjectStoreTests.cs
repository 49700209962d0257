using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Storage;

public sealed class ObjectStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_there_after_a_restart_and_versions_go_on()
    {
        long revision;
        using (var store = new ObjectStore(new StoreLog(_folder)))
        {
            var first = store.TryWrite("things", "/a", null, Thing("a", 1))!;
            store.TryWrite("things", "/a", first, Thing("a", 2));
            var other = store.TryWrite("things", "/b", null, Thing("b", 1))!;
            store.TryWrite("things", "/b", other, null);
            revision = store.Revision;
        }

        using var again = new ObjectStore(new StoreLog(_folder));
        Assert.Equal(2, (int)again.Get("things", "/a")!.Value["size"]!);
        Assert.Null(again.Get("things", "/b"));
        Assert.Equal(revision, again.Revision);
        Assert.Equal(revision + 1, again.TryWrite("things", "/c", null, Thing("c", 1))!.Revision);
    }

    [Fact]
    public void A_line_cut_short_by_a_kill_is_dropped_and_writing_goes_on_behind_it()
    {
        using (var store = new ObjectStore(new StoreLog(_folder)))
        {
            store.TryWrite("things", "/a", null, Thing("a", 1));
        }

        var log = Directory.GetFiles(_folder, "log-*").Single();
        File.AppendAllText(log, "{\"c\":\"things\",\"k\":\"/b\",\"r\":9,\"o\":{\"meta");
        using (var store = new ObjectStore(new StoreLog(_folder)))
        {
            Assert.Null(store.Get("things", "/b"));
            store.TryWrite("things", "/c", null, Thing("c", 1));
        }

        using var again = new ObjectStore(new StoreLog(_folder));
        Assert.NotNull(again.Get("things", "/a"));
        Assert.NotNull(again.Get("things", "/c"));
    }

    [Fact]
    public void A_snapshot_holds_what_is_alive_and_replaces_the_log()
    {
        using (var store = new ObjectStore(new StoreLog(_folder, compactAt: 2_000)))
        {
            StoredObject? current = null;
            for (var at = 0; at < 200; at++)
            {
                current = store.TryWrite("things", "/a", current, Thing("a", at));
            }
        }

        Assert.Single(Directory.GetFiles(_folder, "snapshot-*"));
        Assert.True(new FileInfo(Directory.GetFiles(_folder, "log-*").Single()).Length < 2_200);
        using var again = new ObjectStore(new StoreLog(_folder));
        Assert.Equal(199, (int)again.Get("things", "/a")!.Value["size"]!);
        Assert.Equal(201, again.Revision);
    }

    [Fact]
    public void Of_many_writers_with_one_expectation_exactly_one_wins()
    {
        using var store = new ObjectStore();
        var first = store.TryWrite("things", "/a", null, Thing("a", 0))!;
        var wins = 0;
        Parallel.For(0, 100, at =>
        {
            if (store.TryWrite("things", "/a", first, Thing("a", at)) is not null)
            {
                Interlocked.Increment(ref wins);
            }
        });
        Assert.Equal(1, wins);
    }

    [Fact]
    public async Task A_watcher_sees_every_change_of_many_writers_in_the_order_of_their_versions()
    {
        using var store = new ObjectStore();
        var position = store.Seek("things", store.Revision)!;
        var writing = Task.Run(() => Parallel.For(0, 1_000, at => store.TryWrite("things", $"/{at}", null, Thing($"{at}", at))), TestContext.Current.CancellationToken);
        var seen = new List<long>();
        while (seen.Count < 1_000)
        {
            var look = store.Look("things", position);
            if (look.Next is { } change)
            {
                seen.Add(change.Revision);
                position = change;
            }
            else
            {
                await look.Signal.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            }
        }

        await writing;
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1_000, seen.Distinct().Count());
    }

    [Fact]
    public void A_watch_from_before_the_window_is_refused()
    {
        using var store = new ObjectStore(window: 10);
        for (var at = 0; at < 30; at++)
        {
            store.TryWrite("things", $"/{at}", null, Thing($"{at}", at));
        }

        Assert.Null(store.Seek("things", 5));
        Assert.NotNull(store.Seek("things", 25));
    }

    private static JsonObject Thing(string name, int size) => new() { ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = name }, ["size"] = size };
}
