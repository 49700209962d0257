using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Storage;

/// <summary>
/// The store on disk: a snapshot and the log of the writes since, one JSON line each, the newest pair wins. A line is handed to the operating system before
/// the write counts, so a killed process loses nothing; a line cut short by the kill was never acknowledged and is dropped. (Power loss is not covered.)
/// </summary>
internal sealed class StoreLog : IDisposable
{
    private readonly string _folder;
    private readonly long _smallest;
    private FileStream? _log;
    private long _size;
    private long _compactAt;

    /// <param name="folder">Created when absent; only this store may use it.</param>
    /// <param name="compactAt">Bytes of log below which no snapshot is worth its writing.</param>
    public StoreLog(string folder, long compactAt = 32L << 20)
    {
        _smallest = compactAt;
        _compactAt = compactAt;
        Directory.CreateDirectory(folder);
        _folder = folder;
    }

    /// <summary>The log has grown to more than twice what is alive.</summary>
    public bool NeedsSnapshot => _size > _compactAt;

    /// <summary>Reads what is there and opens the log for appending.</summary>
    public StoreContent Load()
    {
        var content = new StoreContent(0, []);
        var generation = Generations().DefaultIfEmpty(0).Max();
        if (File.Exists(Snapshot(generation)))
        {
            (content, _) = Replay(Snapshot(generation), content);
        }

        var good = 0L;
        if (File.Exists(Log(generation)))
        {
            (content, good) = Replay(Log(generation), content);
        }

        Open(generation, good);
        return content;
    }

    public void Append(string collection, StoredObject stored, bool deleted)
    {
        var buffer = new ArrayBufferWriter<byte>(stored.Json.Length + 128);
        WriteLine(buffer, collection, stored, deleted);
        _log!.Write(buffer.WrittenSpan);
        _log.Flush();
        _size += buffer.WrittenCount;
    }

    /// <summary>Writes everything alive into a new snapshot, starts a new log and drops the old pair.</summary>
    public void Compact(long revision, IReadOnlyDictionary<string, ImmutableSortedDictionary<string, StoredObject>> collections)
    {
        var temporary = Path.Combine(_folder, "snapshot.tmp");
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            var buffer = new ArrayBufferWriter<byte>(1 << 16);
            foreach (var (name, items) in collections)
            {
                foreach (var item in items.Values)
                {
                    WriteLine(buffer, name, item, deleted: false);
                    file.Write(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                }
            }

            file.Flush(flushToDisk: true);
            _compactAt = Math.Max(_smallest, 2 * file.Length);
        }

        var old = Generations().ToList();
        File.Move(temporary, Snapshot(revision), overwrite: true);
        _log?.Dispose();
        Open(revision, 0);
        foreach (var generation in old.Where(generation => generation != revision))
        {
            File.Delete(Snapshot(generation));
            File.Delete(Log(generation));
        }
    }

    public void Dispose() => _log?.Dispose();

    private static void WriteLine(ArrayBufferWriter<byte> buffer, string collection, StoredObject stored, bool deleted)
    {
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("c", collection);
            writer.WriteString("k", stored.Key);
            writer.WriteNumber("r", stored.Revision);
            if (!deleted)
            {
                writer.WritePropertyName("o");
                writer.WriteRawValue(stored.Json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private static (StoreContent Content, long GoodBytes) Replay(string path, StoreContent content)
    {
        var bytes = File.ReadAllBytes(path);
        var (start, revision) = (0, content.Revision);
        while (start < bytes.Length)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0 || Parse(bytes.AsSpan(start, length)) is not { } record)
            {
                break;
            }

            start += length + 1;
            revision = Math.Max(revision, record.Int("r") ?? 0);
            Apply(content, record);
        }

        return (content with { Revision = revision }, start);
    }

    private static void Apply(StoreContent content, JsonObject record)
    {
        var (collection, key) = (record.String("c")!, record.String("k")!);
        if (!content.Collections.TryGetValue(collection, out var items))
        {
            content.Collections[collection] = items = new(StringComparer.Ordinal);
        }

        if (record.Object("o") is { } value)
        {
            record.Remove("o");
            items[key] = new StoredObject(key, value, record.Int("r") ?? 0);
        }
        else
        {
            items.Remove(key);
        }
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // cut short: never acknowledged
        }
    }

    private void Open(long generation, long length)
    {
        _log = new FileStream(Log(generation), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _log.SetLength(length);
        _log.Seek(0, SeekOrigin.End);
        _size = length;
    }

    private IEnumerable<long> Generations() => Directory.EnumerateFiles(_folder, "*.jsonl")
        .Select(path => Path.GetFileNameWithoutExtension(path).Split('-'))
        .Where(parts => parts.Length == 2)
        .Select(parts => long.Parse(parts[1], CultureInfo.InvariantCulture))
        .Distinct();

    private string Snapshot(long generation) => Path.Combine(_folder, $"snapshot-{generation:D19}.jsonl");

    private string Log(long generation) => Path.Combine(_folder, $"log-{generation:D19}.jsonl");
}
