using System.Runtime.CompilerServices;

namespace MaterialsSim.Artifacts.Retries;

/// <summary>
/// A store whose faults are tried again by a policy. Writers may be called several times and must start anew each time. A creation whose answer was lost
/// is answered by the next try, which finds the object there: so false does not prove that another won, and callers compare what is there.
/// A read that breaks off goes on where it stopped, which is right because a run's documents never change while they are read.
/// </summary>
public sealed class RetryingArtifactStore(IArtifactStore store, RetryPolicy policy) : IArtifactStore
{
    /// <inheritdoc/>
    public string Root => store.Root;

    /// <inheritdoc/>
    public Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken) =>
        policy.RunAsync(token => store.StatAsync(path, token), cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken)
    {
        var first = await policy.RunAsync(token => store.OpenReadAsync(path, offset, length, token), cancellationToken);
        return new RetryingReadStream(first, policy, (read, token) => store.OpenReadAsync(path, offset + read, length - read, token));
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => await policy.RunAsync(
        async token =>
        {
            await store.WriteAsync(path, write, token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        policy.RunAsync(token => store.CreateAsync(path, write, token), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        var outage = policy.Begin();
        for (var done = false; !done;)
        {
            await using var listing = store.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await listing.MoveNextAsync())
                    {
                        done = true;
                        break;
                    }
                }
                catch (ArtifactStoreException fault)
                {
                    await outage.WaitAsync(fault, cancellationToken);
                    break;
                }

                // The order is ordinal, so what was told already is what is not greater than the last.
                if (last is null || string.CompareOrdinal(listing.Current.Path, last) > 0)
                {
                    last = listing.Current.Path;
                    outage = policy.Begin();
                    yield return listing.Current;
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken) => await policy.RunAsync(
        async token =>
        {
            await store.DeleteAsync(path, token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => await policy.RunAsync(
        async token =>
        {
            await store.DeleteAllAsync(prefix, token);
            return true;
        },
        cancellationToken);
}
