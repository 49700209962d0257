using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Json;

/// <summary>Reads and writes the documents of a run. What is read is hostile until it parsed: wrong bytes are a <see cref="DocumentException"/>.</summary>
public static class Documents
{
    /// <summary>Largest document that is read, in bytes. A checkpoint with a front of 500,000 members stays below it.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>Version of the documents that this program reads and writes.</summary>
    public const int Version = 1;

    /// <summary>Parses a document. <paramref name="name"/> is what errors call it, such as its path.</summary>
    /// <exception cref="DocumentException">The bytes are not such a document, or of another version.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, string name) where T : class
    {
        try
        {
            CheckVersion<T>(utf8, name);
            return JsonSerializer.Deserialize(utf8, TypeInfo<T>()) ?? throw Damaged(name, "it holds null", null);
        }
        catch (JsonException exception)
        {
            throw Damaged(name, Problem(exception), exception);
        }
    }

    /// <summary>Reads a stream to its end and parses it.</summary>
    /// <exception cref="DocumentException">The bytes are not such a document, too many, or of another version.</exception>
    public static async Task<T> ReadAsync<T>(Stream stream, string name, CancellationToken cancellationToken) where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return Read<T>(bytes.AsSpan(0, length), name);
                }

                length += read;
                if (length > MaxBytes)
                {
                    throw Damaged(name, $"it is larger than {MaxBytes >> 20} MiB", null);
                }

                if (length == bytes.Length)
                {
                    bytes = Grow(bytes, length);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The document as UTF-8 JSON on one line, without a newline at its end. Equal documents give equal bytes.</summary>
    public static byte[] Write<T>(T document) where T : class => JsonSerializer.SerializeToUtf8Bytes(document, TypeInfo<T>());

    private static byte[] Grow(byte[] full, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * length);
        full.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static JsonTypeInfo<T> TypeInfo<T>() =>
        (JsonTypeInfo<T>?)ScreeningJson.Default.GetTypeInfo(typeof(T))
        ?? throw new ArgumentException($"{typeof(T).Name} is not a document of a run.");

    private static bool IsVersioned(Type type) =>
        type == typeof(Plan) || type == typeof(PlanRequest) || type == typeof(WaveTask) || type == typeof(Commit) || type == typeof(Checkpoint);

    // Looked at before the rest, because another version may have another shape.
    private static void CheckVersion<T>(ReadOnlySpan<byte> utf8, string name)
    {
        if (!IsVersioned(typeof(T)))
        {
            return;
        }

        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Damaged(name, "it is not a JSON object", null);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("version"u8);
            reader.Read();
            if (isVersion)
            {
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) && version == Version)
                {
                    return;
                }

                throw new DocumentException(name, $"another version of MaterialsSim wrote it; this one reads version {Version}. " +
                    "Finish or delete the campaign with the version that started it.") { IsOtherVersion = true };
            }

            reader.Skip();
        }

        throw Damaged(name, "it has no version", null);
    }

    // The serializer's own words up to its path, which may quote foreign keys at any length.
    private static string Problem(JsonException exception)
    {
        var message = exception.Message;
        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        message = path < 0 ? message : message[..path];
        message = message.Length <= 200 ? message : message[..200] + "…";
        return exception.LineNumber is { } line ? $"{message} (line {line + 1}, byte {exception.BytePositionInLine})" : message;
    }

    private static DocumentException Damaged(string name, string problem, Exception? inner) =>
        new(name, $"damaged: {problem.TrimEnd('.')}. Restore it from a copy, or start the run anew.", inner);
}
