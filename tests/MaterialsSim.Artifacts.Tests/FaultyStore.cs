namespace MaterialsSim.Artifacts.Tests;

/// <summary>A store in front of another that fails when told to: calls before they reach it, reads and listings in their middle.</summary>
internal sealed class FaultyStore(IArtifactStore inner) : IArtifactStore
{
    public string Root => inner.Root;

    /// <summary>Asked at each step with its name; true makes it fail.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    public List<string> Steps { get; } = [];

    public Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken)
    {
        Step("stat");
        return inner.StatAsync(path, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken)
    {
        Step($"open {offset}");
        return new FaultyStream(await inner.OpenReadAsync(path, offset, length, cancellationToken), this);
    }

    public Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Step("write");
        return inner.WriteAsync(path, write, cancellationToken);
    }

    public async Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Step("create");
        var won = await inner.CreateAsync(path, write, cancellationToken);
        Step("created");
        return won;
    }

    public async IAsyncEnumerable<ArtifactInfo> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Step("list");
        await foreach (var info in inner.ListAsync(prefix, cancellationToken))
        {
            Step($"listed {info.Path}");
            yield return info;
        }
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        Step("delete");
        return inner.DeleteAsync(path, cancellationToken);
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        Step("delete all");
        return inner.DeleteAllAsync(prefix, cancellationToken);
    }

    private void Step(string step)
    {
        Steps.Add(step);
        if (Fails(step))
        {
            throw new ArtifactStoreException($"The store failed at '{step}'.");
        }
    }

    private sealed class FaultyStream(Stream inner, FaultyStore store) : MemoryStream
    {
        // One byte a time, so that a read has many places to break off.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            store.Step("read");
            return inner.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
