using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// The window of the stream that rows are cut from. Each fill reads until the window is full or the stream ends, so what a reader does never
/// depends on how the stream hands out its bytes; and it checks the new bytes to be UTF-8, all at once.
/// </summary>
internal sealed class RowBuffer(Stream stream, int size, int maxSize) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _end;
    private int _validated;

    /// <summary>Position in the stream of the window's first byte.</summary>
    public long Origin { get; private set; }

    /// <summary>True when the stream has no more.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Position in the stream of the first byte that is not UTF-8.</summary>
    public long InvalidAt { get; private set; } = long.MaxValue;

    /// <summary>The window.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    /// <summary>Drops the bytes before <paramref name="keep"/>, which moves the rest to the front, and fills up.</summary>
    public async ValueTask FillAsync(int keep, CancellationToken cancellationToken)
    {
        Drop(keep);
        if (_end == _bytes.Length)
        {
            Grow();
        }

        while (_end < _bytes.Length && !AtEnd)
        {
            var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
            AtEnd = read == 0;
            _end += read;
        }

        Validate();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _end = 0;
    }

    private void Drop(int count)
    {
        _bytes.AsSpan(count, _end - count).CopyTo(_bytes);
        _end -= count;
        _validated = Math.Max(0, _validated - count);
        Origin += count;
    }

    private void Grow()
    {
        if (_end >= maxSize)
        {
            throw new InvalidOperationException("The reader did not refuse a row that fills the largest window.");
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _bytes.Length, maxSize));
        _bytes.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private void Validate()
    {
        var fresh = _bytes.AsSpan(_validated, _end - _validated);
        var complete = AtEnd ? fresh : fresh[..^IncompleteTail(fresh)];
        if (InvalidAt == long.MaxValue && !Utf8.IsValid(complete))
        {
            InvalidAt = Origin + _validated + FirstInvalid(complete);
        }

        _validated += complete.Length;
    }

    // Bytes at the end that begin a sequence whose rest has not been read yet.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var tail = 1; tail <= Math.Min(3, bytes.Length); tail++)
        {
            var lead = bytes[^tail];
            if (lead < 0x80)
            {
                return 0;
            }

            if (lead >= 0xC0)
            {
                var sequence = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return tail < sequence ? tail : 0;
            }
        }

        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }
}
