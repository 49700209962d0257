using System.Runtime.InteropServices;

namespace MaterialsSim.Screening.Planning.Duplicates;

/// <summary>Sorted runs of hashes in one temporary file, merged to find those that stand in several runs: an external sort in flat memory.</summary>
internal sealed class SortedRuns(string folder) : IDisposable
{
    private const int HashesRead = 8 << 10;

    private readonly List<(long Start, long End)> _runs = [];
    private FileStream? _file;

    /// <summary>True when nothing was written.</summary>
    public bool IsEmpty => _runs.Count == 0;

    /// <summary>Writes a run of ascending, distinct hashes.</summary>
    public void Write(ReadOnlySpan<ulong> sorted)
    {
        // Unbuffered: a run is written in one piece. The file goes with the handle.
        _file ??= new FileStream(
            Path.Combine(folder, $"materialssim-ids-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        var start = _file.Position;
        _file.Write(MemoryMarshal.AsBytes(sorted));
        _runs.Add((start, _file.Position));
    }

    /// <summary>Calls back with each hash that stands in more than one run, ascending, until it returns false.</summary>
    public void FindRepeated(Func<ulong, bool> found, CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<Run, ulong>();
        foreach (var (start, end) in _runs)
        {
            var run = new Run(_file!, start, end);
            if (run.MoveNext())
            {
                heads.Enqueue(run, run.Current);
            }
        }

        var previous = 0UL;
        while (heads.TryPeek(out var run, out var hash))
        {
            if (hash == previous && !found(hash))
            {
                return;
            }

            previous = hash;
            if (run.MoveNext())
            {
                heads.DequeueEnqueue(run, run.Current);
            }
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
                heads.Dequeue();
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private sealed class Run(FileStream file, long start, long end)
    {
        private readonly ulong[] _hashes = new ulong[HashesRead];
        private long _position = start;
        private int _next;
        private int _count;

        public ulong Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == _count && !Fill())
            {
                return false;
            }

            Current = _hashes[_next++];
            return true;
        }

        private bool Fill()
        {
            var bytes = MemoryMarshal.AsBytes(_hashes.AsSpan());
            bytes = bytes[..(int)Math.Min(bytes.Length, end - _position)];
            for (var read = 0; read < bytes.Length;)
            {
                var more = RandomAccess.Read(file.SafeFileHandle, bytes[read..], _position + read);
                read += more > 0 ? more : throw new EndOfStreamException("The temporary file of sorted ids was cut while it was in use.");
            }

            _position += bytes.Length;
            _next = 0;
            _count = bytes.Length / sizeof(ulong);
            return _count > 0;
        }
    }
}
