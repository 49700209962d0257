using MaterialsSim.Artifacts;

namespace MaterialsSim.Agent.Tests;

/// <summary>A store in front of another that lets a test do something, or fail, before each call.</summary>
internal sealed class StepStore(IArtifactStore inner) : IArtifactStore
{
    public string Root => inner.Root;

    /// <summary>Called with the step and the path.</summary>
    public Func<string, string, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken)
    {
        await Before("stat", path);
        return await inner.StatAsync(path, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken)
    {
        await Before("open", path);
        return await inner.OpenReadAsync(path, offset, length, cancellationToken);
    }

    public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await Before("write", path);
        await inner.WriteAsync(path, write, cancellationToken);
    }

    public async Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await Before("create", path);
        var won = await inner.CreateAsync(path, write, cancellationToken);
        await Before("created", path);
        return won;
    }

    public IAsyncEnumerable<ArtifactInfo> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        await Before("delete", path);
        await inner.DeleteAsync(path, cancellationToken);
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => inner.DeleteAllAsync(prefix, cancellationToken);
}
