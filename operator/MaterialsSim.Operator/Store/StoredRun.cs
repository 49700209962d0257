using System.Runtime.CompilerServices;
using MaterialsSim.Artifacts;
using MaterialsSim.Campaigns.Store;

namespace MaterialsSim.Operator.Store;

/// <summary>A run's folder in an artifact store.</summary>
internal sealed class StoredRun(IArtifactStore store, string runPath) : IRunArtifacts
{
    public string Uri => $"{store.Root.TrimEnd('/')}/{runPath}/";

    public async Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        if (await OpenAsync(path, cancellationToken) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > maxBytes)
                {
                    throw new InvalidDataException($"{Uri}{path} is larger than {maxBytes} bytes.");
                }
            }

            return content.ToArray();
        }
    }

    public async Task<Stream?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new StoredStream(await store.OpenReadAsync(Full(path), 0, null, cancellationToken));
        }
        catch (ArtifactNotFoundException)
        {
            return null;
        }
        catch (ArtifactStoreException exception)
        {
            throw new RunArtifactsUnavailableException(exception.Message, exception);
        }
    }

    public Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        => GuardAsync(async () =>
        {
            await store.WriteAsync(Full(path), write, cancellationToken);
            return true;
        });

    public Task<bool> CreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => GuardAsync(() => store.CreateAsync(Full(path), async (stream, ct) => await stream.WriteAsync(content, ct), cancellationToken));

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = store.ListAsync(Full(prefix), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(async () => await listing.MoveNextAsync()))
        {
            yield return listing.Current.Path[(runPath.Length + 1)..];
        }
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
        => GuardAsync(async () =>
        {
            await store.DeleteAsync(Full(path), cancellationToken);
            return true;
        });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ArtifactStoreException exception)
        {
            throw new RunArtifactsUnavailableException(exception.Message, exception);
        }
    }

    private string Full(string path) => $"{runPath}/{path}";
}
