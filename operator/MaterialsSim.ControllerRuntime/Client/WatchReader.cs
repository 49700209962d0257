using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Reads the lines of a watch as they come, each parsed once.</summary>
internal static class WatchReader
{
    /// <summary>Far above what etcd stores in one object (1.5 MiB by default).</summary>
    private const int MaxLineBytes = 16 << 20;

    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var pipe = PipeReader.Create(stream, new(bufferSize: 32 << 10, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (TryTakeLine(ref rest, out var line))
                {
                    if (!line.IsEmpty)
                    {
                        yield return Parse<T>(line);
                    }
                }

                if (read.IsCompleted)
                {
                    if (!rest.IsEmpty)
                    {
                        throw new IOException($"the watch ended in the middle of an event, after {rest.Length} bytes of it");
                    }

                    yield break;
                }

                if (rest.Length > MaxLineBytes)
                {
                    throw new MalformedEventException($"an event exceeds {MaxLineBytes} bytes: {Excerpt(rest)}");
                }

                pipe.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static WatchEvent<T> Parse<T>(ReadOnlySequence<byte> line)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            string? type = null;
            var early = reader;
            var sawObject = false;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    type = reader.GetString();
                    if (sawObject)
                    {
                        return ParseObject<T>(type, ref early);
                    }
                }
                else if (reader.ValueTextEquals("object"u8))
                {
                    if (type is not null)
                    {
                        return ParseObject<T>(type, ref reader);
                    }

                    early = reader;
                    sawObject = true;
                    reader.Skip();
                }
                else
                {
                    reader.Skip();
                }
            }

            throw new JsonException("no type and object");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new MalformedEventException($"not a watch event: {Excerpt(line)} ({e.Message})", e);
        }
    }

    private static WatchEvent<T> ParseObject<T>(string? type, ref Utf8JsonReader reader)
        where T : class
    {
        switch (type)
        {
            case "ERROR":
                throw StatusReader.From(JsonSerializer.Deserialize<V1Status>(ref reader, ApiJson.Options) ?? new V1Status());
            case "BOOKMARK":
                var bookmark = JsonSerializer.Deserialize<PartialObject>(ref reader);
                return new(WatchEventKind.Bookmark, null, bookmark?.Metadata.ResourceVersion ?? throw new JsonException("a bookmark without a version"));
        }

        var change = type switch
        {
            "ADDED" => WatchEventKind.Added,
            "MODIFIED" => WatchEventKind.Modified,
            "DELETED" => WatchEventKind.Deleted,
            _ => throw new JsonException("an unknown type of event"),
        };
        var value = JsonSerializer.Deserialize<T>(ref reader, ApiJson.Options) ?? throw new JsonException("an event without an object");
        return new(change, value, ObjectMetadata.ResourceVersionOf(value) ?? throw new JsonException("an object without a version"));
    }

    private static string Excerpt(ReadOnlySequence<byte> line) => StatusReader.Excerpt(line.Slice(0, Math.Min(line.Length, 80)).ToArray());
}
