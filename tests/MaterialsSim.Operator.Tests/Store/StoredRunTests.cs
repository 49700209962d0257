using System.Text;
using MaterialsSim.Artifacts;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Operator.Store;

namespace MaterialsSim.Operator.Tests.Store;

public sealed class StoredRunTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly StoredRun _run;

    public StoredRunTests() => _run = Open();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Objects_are_created_once_replaced_read_and_deleted_below_the_run()
    {
        Assert.True(await _run.CreateAsync("a.json", "one"u8.ToArray(), Cancelled));
        Assert.False(await _run.CreateAsync("a.json", "two"u8.ToArray(), Cancelled));
        Assert.Equal("one", await TextAsync("a.json"));

        await _run.WriteAsync("a.json", async (stream, ct) => await stream.WriteAsync("three"u8.ToArray(), ct), Cancelled);
        Assert.Equal("three", await TextAsync("a.json"));
        Assert.Equal("three", await File.ReadAllTextAsync(_folder.In("lab/c-uid/1/a.json"), Cancelled));
        Assert.Equal($"file://{_folder.Root}/lab/c-uid/1/", _run.Uri);

        await _run.DeleteAsync("a.json", Cancelled);
        await _run.DeleteAsync("a.json", Cancelled);
        Assert.Null(await _run.ReadAsync("a.json", 10, Cancelled));
        Assert.Null(await _run.OpenAsync("a.json", Cancelled));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public async Task An_object_above_the_limit_is_refused_and_one_at_it_is_read(int limit, bool isRead)
    {
        await _run.CreateAsync("a", "12345"u8.ToArray(), Cancelled);

        if (isRead)
        {
            Assert.Equal("12345"u8.ToArray(), await _run.ReadAsync("a", limit, Cancelled));
        }
        else
        {
            Assert.Contains("larger than 4 bytes", (await Assert.ThrowsAsync<InvalidDataException>(() => _run.ReadAsync("a", limit, Cancelled))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Listing_gives_paths_below_the_run_in_order_and_none_of_a_neighbour()
    {
        foreach (var path in new[] { "commits/0/000002.json", "commits/0/000001.json", "commits/1/000000.json", "plan.json" })
        {
            await _run.CreateAsync(path, ReadOnlyMemory<byte>.Empty, Cancelled);
        }

        await Open("lab/c-uid/10").CreateAsync("commits/0/000009.json", ReadOnlyMemory<byte>.Empty, Cancelled);

        Assert.Equal(["commits/0/000001.json", "commits/0/000002.json"], await _run.ListAsync("commits/0/", Cancelled).ToListAsync(Cancelled));
        Assert.Equal(4, await _run.ListAsync("", Cancelled).CountAsync(Cancelled));
    }

    [Fact]
    public async Task A_store_that_fails_is_unavailable_in_every_call()
    {
        var run = new StoredRun(new BrokenStore(), "lab/c-uid/1");
        Func<Task>[] calls =
        [
            () => run.ReadAsync("a", 10, Cancelled),
            () => run.OpenAsync("a", Cancelled),
            () => run.WriteAsync("a", (_, _) => Task.CompletedTask, Cancelled),
            () => run.CreateAsync("a", ReadOnlyMemory<byte>.Empty, Cancelled),
            () => run.DeleteAsync("a", Cancelled),
            async () => await run.ListAsync("a", Cancelled).ToListAsync(Cancelled),
        ];

        foreach (var call in calls)
        {
            Assert.Equal("out of reach", (await Assert.ThrowsAsync<RunArtifactsUnavailableException>(call)).Message);
        }
    }

    [Fact]
    public async Task A_store_that_fails_while_a_stream_is_read_is_unavailable_too()
    {
        var run = new StoredRun(new BrokenStore { Opens = true }, "lab/c-uid/1");

        await Assert.ThrowsAsync<RunArtifactsUnavailableException>(() => run.ReadAsync("a", 10, Cancelled));
        await using var stream = await run.OpenAsync("a", Cancelled);
        await Assert.ThrowsAsync<RunArtifactsUnavailableException>(async () => await stream!.ReadExactlyAsync(new byte[1], Cancelled));
    }

    private StoredRun Open(string path = "lab/c-uid/1") => new(ArtifactStores.Open($"file://{_folder.Root}", TimeProvider.System), path);

    private async Task<string> TextAsync(string path) => Encoding.UTF8.GetString((await _run.ReadAsync(path, 100, Cancelled))!);
}
