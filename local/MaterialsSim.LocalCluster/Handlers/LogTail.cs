namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Copies a log, perhaps only its last lines, perhaps only so many bytes.</summary>
internal static class LogTail
{
    private const int ChunkBytes = 16 << 10;

    /// <param name="tail">Lines from the end, negative for all. On a seekable log they are found from the end, without reading the rest.</param>
    public static async Task CopyAsync(Stream log, Stream output, long tail, long limit, bool follow, CancellationToken cancellationToken)
    {
        if (tail >= 0 && log.CanSeek)
        {
            await SeekToTailAsync(log, tail, cancellationToken);
        }

        var buffer = new byte[ChunkBytes];
        while (limit > 0)
        {
            var read = await log.ReadAsync(buffer.AsMemory(0, (int)Math.Min(limit, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                break;
            }

            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (follow)
            {
                await output.FlushAsync(cancellationToken);
            }

            limit -= read;
        }
    }

    private static async Task SeekToTailAsync(Stream log, long tail, CancellationToken cancellationToken)
    {
        var end = log.Length;
        var (position, wanted) = (end, tail);
        var buffer = new byte[ChunkBytes];
        while (position > 0)
        {
            var size = (int)Math.Min(ChunkBytes, position);
            log.Seek(position - size, SeekOrigin.Begin);
            await log.ReadExactlyAsync(buffer.AsMemory(0, size), cancellationToken);
            for (var at = size - 1; at >= 0; at--)
            {
                // A line feed at the very end closes the last line; it does not start one.
                if (buffer[at] == '\n' && position - size + at != end - 1 && --wanted == 0)
                {
                    log.Seek(position - size + at + 1, SeekOrigin.Begin);
                    return;
                }
            }

            position -= size;
        }

        log.Seek(tail == 0 ? end : 0, SeekOrigin.Begin);
    }
}
