using MaterialsSim.Artifacts.Files;
using MaterialsSim.Artifacts.Retries;

namespace MaterialsSim.Artifacts.Tests.Retries;

public sealed class RetryingArtifactStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("retry-").FullName;
    private readonly AutoAdvancingTime _time = new();
    private readonly FaultyStore _faulty;
    private readonly RetryingArtifactStore _store;

    public RetryingArtifactStoreTests()
    {
        _faulty = new FaultyStore(new FileArtifactStore(_folder, TimeProvider.System));
        _store = new RetryingArtifactStore(_faulty, new RetryPolicy(_time, () => 0));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Waits_double_up_to_the_longest_until_the_time_is_up()
    {
        _faulty.Fails = _ => true;
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() => _store.StatAsync("a", Token));
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], _time.Waits.Take(7).Select(wait => wait.TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(15), _time.Waits.Aggregate((a, b) => a + b));
        Assert.Equal($"The store failed at 'stat'. Tried {_time.Waits.Count + 1} times in 15 minutes.", fault.Message);
    }

    [Fact]
    public async Task Jitter_shortens_a_wait_by_up_to_a_half()
    {
        _faulty.Fails = _ => _faulty.Steps.Count <= 3;
        var random = new Queue<double>([0, 0.5, 0.75]);
        await new RetryingArtifactStore(_faulty, new RetryPolicy(_time, random.Dequeue)).StatAsync("a", Token);
        Assert.Equal([1000, 1500, 2500], _time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Each_operation_has_its_own_time()
    {
        for (var i = 0; i < 4; i++)
        {
            var until = _time.GetUtcNow() + TimeSpan.FromMinutes(10);
            _faulty.Fails = _ => _time.GetUtcNow() < until;
            Assert.Null(await _store.StatAsync("a", Token));
        }
    }

    [Fact]
    public async Task A_read_that_breaks_off_goes_on_where_it_stopped()
    {
        await _store.WriteAsync("a", (stream, token) => stream.WriteAsync("0123456789"u8.ToArray(), token).AsTask(), Token);
        var reads = 0;
        _faulty.Fails = step => step == "read" && ++reads % 4 == 0;
        await using var stream = await _store.OpenReadAsync("a", 1, 8, Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("12345678", await reader.ReadToEndAsync(Token));
        Assert.Equal(["open 1", "open 4", "open 7"], _faulty.Steps.Where(step => step.StartsWith("open", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listing_that_breaks_off_tells_nothing_twice_and_leaves_out_nothing()
    {
        foreach (var path in new[] { "a-b", "a/b", "a/c", "b" })
        {
            await _store.WriteAsync(path, (_, _) => Task.CompletedTask, Token);
        }

        var failed = new HashSet<string>();
        _faulty.Fails = step => step.StartsWith("list", StringComparison.Ordinal) && failed.Add(step);
        var told = new List<string>();
        await foreach (var info in _store.ListAsync("", Token))
        {
            told.Add(info.Path);
        }

        Assert.Equal(["a-b", "a/b", "a/c", "b"], told);
        Assert.Equal(5, failed.Count);
    }

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_answered_with_false_and_the_object_is_there()
    {
        var lost = false;
        _faulty.Fails = step => step == "created" && !lost && (lost = true);
        Assert.False(await _store.CreateAsync("a", (stream, token) => stream.WriteAsync("x"u8.ToArray(), token).AsTask(), Token));
        Assert.NotNull(await _store.StatAsync("a", Token));
    }

    [Fact]
    public async Task What_is_no_fault_of_the_store_passes_at_once()
    {
        await Assert.ThrowsAsync<ArtifactNotFoundException>(() => _store.OpenReadAsync("a", 0, null, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync("a", (_, _) => throw new InvalidOperationException(), Token));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_with_the_cancellation()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var policy = new RetryPolicy(TimeProvider.System, () => 0) { First = TimeSpan.FromHours(1), Longest = TimeSpan.FromHours(1), OnRetry = (_, _) => cancel.Cancel() };
        _faulty.Fails = _ => true;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RetryingArtifactStore(_faulty, policy).StatAsync("a", cancel.Token));
    }
}
