using System.Globalization;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Protobuf;

/// <summary>
/// Bodies in the protobuf encoding that Go clients use for built-in kinds: four bytes <c>k8s\0</c>, then <c>runtime.Unknown</c> around the message.
/// Upstream: <c>apimachinery/pkg/runtime/serializer/protobuf</c>. Answers are JSON, which these clients accept as well.
/// </summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";
    private const int MaxDepth = 16;
    private static ReadOnlySpan<byte> Magic => [0x6b, 0x38, 0x73, 0x00];

    /// <summary>The object, or null when its kind is not among those that are read in this encoding.</summary>
    /// <exception cref="FormatException">The bytes are not what they claim to be.</exception>
    public static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw new FormatException("protobuf: the body does not begin as expected");
        }

        var (apiVersion, kind, raw) = ("", "", Array.Empty<byte>());
        var outer = new WireReader(body[Magic.Length..]);
        while (!outer.AtEnd)
        {
            switch (outer.Field(out var wireType))
            {
                case 1:
                    var meta = new WireReader(outer.Bytes());
                    while (!meta.AtEnd)
                    {
                        switch (meta.Field(out var inner))
                        {
                            case 1:
                                apiVersion = meta.Text();
                                break;
                            case 2:
                                kind = meta.Text();
                                break;
                            default:
                                meta.Skip(inner);
                                break;
                        }
                    }

                    break;
                case 2:
                    raw = outer.Bytes().ToArray();
                    break;
                default:
                    outer.Skip(wireType);
                    break;
            }
        }

        if (Messages.Find(kind) is null)
        {
            return null;
        }

        var value = Message(raw, kind, 0);
        value.Insert(0, "kind", kind);
        value.Insert(1, "apiVersion", apiVersion);
        return value;
    }

    private static JsonObject Message(ReadOnlySpan<byte> bytes, string name, int depth)
    {
        var fields = Messages.Find(name);
        if (fields is null || depth > MaxDepth)
        {
            throw new FormatException($"protobuf: message {name} at depth {depth}");
        }

        var result = new JsonObject();
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            var number = reader.Field(out var wireType);
            if (fields.TryGetValue(number, out var field))
            {
                Field(ref reader, result, field.Name, field.Type, depth);
            }
            else
            {
                reader.Skip(wireType);
            }
        }

        return result;
    }

    private static void Field(ref WireReader reader, JsonObject result, string name, string type, int depth)
    {
        if (type[0] == '[')
        {
            if (result[name] is not JsonArray list)
            {
                result[name] = list = [];
            }

            list.Add(Value(ref reader, type[1..^1], depth));
        }
        else if (type[0] == '{')
        {
            if (result[name] is not JsonObject map)
            {
                result[name] = map = [];
            }

            AddEntry(new WireReader(reader.Bytes()), map, type[1..^1], depth);
        }
        else if (Value(ref reader, type, depth) is { } value && !IsZero(value))
        {
            result[name] = value;
        }
    }

    // Go writes zero values of plain fields; JSON leaves them out.
    private static bool IsZero(JsonNode value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && text.Length == 0;

    private static void AddEntry(WireReader entry, JsonObject map, string type, int depth)
    {
        var (key, value) = ("", type is "string" or "bytes" ? (JsonNode?)"" : null);
        while (!entry.AtEnd)
        {
            switch (entry.Field(out var wireType))
            {
                case 1:
                    key = entry.Text();
                    break;
                case 2:
                    value = Value(ref entry, type, depth);
                    break;
                default:
                    entry.Skip(wireType);
                    break;
            }
        }

        map[key] = value;
    }

    private static JsonNode? Value(ref WireReader reader, string type, int depth) => type switch
    {
        "string" => reader.Text(),
        "bytes" => Convert.ToBase64String(reader.Bytes()),
        "int" => (long)reader.Varint(),
        "bool" => reader.Varint() != 0,
        "time" or "microtime" => Time(new WireReader(reader.Bytes()), type == "microtime"),
        _ => Message(reader.Bytes(), type, depth + 1),
    };

    private static JsonNode? Time(WireReader reader, bool micro)
    {
        var (seconds, nanos) = (0L, 0L);
        while (!reader.AtEnd)
        {
            var number = reader.Field(out _);
            var value = (long)reader.Varint();
            (seconds, nanos) = number == 1 ? (value, nanos) : (seconds, value);
        }

        if (seconds == 0 && nanos == 0)
        {
            return null;
        }

        var instant = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100).UtcDateTime;
        return instant.ToString(micro ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
