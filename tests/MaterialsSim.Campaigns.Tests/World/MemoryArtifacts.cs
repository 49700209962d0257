using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MaterialsSim.Campaigns.Store;

namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>An artifact store in memory. Every change goes through the world's gate, which may stop the operator before or after it.</summary>
internal sealed class MemoryArtifacts(WriteGate gate) : IRunArtifactsSource
{
    public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Thrown at every call while set.</summary>
    public Exception? Outage { get; set; }

    public ConcurrentDictionary<string, int> Reads { get; } = new();

    public IRunArtifacts Open(string runPath) => new Run(this, gate, runPath);

    public void Put(string path, byte[] content)
    {
        lock (Objects)
        {
            Objects[path] = content;
        }
    }

    public bool PutIfAbsent(string path, byte[] content)
    {
        lock (Objects)
        {
            return Objects.TryAdd(path, content);
        }
    }

    public byte[]? Get(string path)
    {
        lock (Objects)
        {
            return Objects.GetValueOrDefault(path);
        }
    }

    private sealed class Run(MemoryArtifacts store, WriteGate gate, string runPath) : IRunArtifacts
    {
        public string Uri => $"memory:///{runPath}/";

        public Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
        {
            Check();
            store.Reads.AddOrUpdate(path, 1, (_, n) => n + 1);
            return Task.FromResult(store.Get(Full(path)));
        }

        public Task<Stream?> OpenAsync(string path, CancellationToken cancellationToken)
        {
            Check();
            return Task.FromResult<Stream?>(store.Get(Full(path)) is { } content ? new MemoryStream(content, writable: false) : null);
        }

        public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            Check();
            using var content = new MemoryStream();
            await write(content, cancellationToken);
            gate.Pass($"write {path}", () => store.Put(Full(path), content.ToArray()));
        }

        public Task<bool> CreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            Check();
            return Task.FromResult(gate.Pass($"create {path}", () => store.PutIfAbsent(Full(path), content.ToArray())));
        }

        public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Check();
            await Task.CompletedTask;
            List<string> found;
            lock (store.Objects)
            {
                found = [.. store.Objects.Keys.Where(key => key.StartsWith(Full(prefix), StringComparison.Ordinal))];
            }

            foreach (var path in found)
            {
                yield return path[(runPath.Length + 1)..];
            }
        }

        public Task DeleteAsync(string path, CancellationToken cancellationToken)
        {
            Check();
            gate.Pass($"delete {path}", () =>
            {
                lock (store.Objects)
                {
                    return store.Objects.Remove(Full(path));
                }
            });
            return Task.CompletedTask;
        }

        private void Check()
        {
            if (store.Outage is { } outage)
            {
                throw outage;
            }
        }

        private string Full(string path) => $"{runPath}/{path}";
    }
}
