using System.Runtime.CompilerServices;
using MaterialsSim.Artifacts;

namespace MaterialsSim.Operator.Tests.Store;

/// <summary>A store that is out of reach: at once, or once a stream of it is read.</summary>
internal sealed class BrokenStore : IArtifactStore
{
    public bool Opens { get; init; }

    public string Root => "file:///nowhere";

    public Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken) => throw Fault();

    public Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken)
        => Opens ? Task.FromResult<Stream>(new BrokenStream()) : throw Fault();

    public Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => throw Fault();

    public Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => throw Fault();

    public async IAsyncEnumerable<ArtifactInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.FromException(Fault());
        yield break;
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => throw Fault();

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => throw Fault();

    private static ArtifactStoreException Fault() => new("out of reach");

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw Fault();

        public override int Read(byte[] buffer, int offset, int count) => throw Fault();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw Fault();
    }
}
