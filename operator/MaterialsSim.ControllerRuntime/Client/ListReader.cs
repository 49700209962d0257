using System.Text.Json;
using k8s;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Reads a list in one pass over the bytes, object by object, so that an object that does not fit its type costs only itself.</summary>
internal static class ListReader
{
    public static ListPage<T> Read<T>(ReadOnlySpan<byte> json, ResourceType type)
        where T : class
    {
        var items = new List<T>();
        var unreadable = new List<string>();
        var metadata = new V1ListMeta();
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("items"u8))
            {
                ReadItems(ref reader, type, items, unreadable);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                metadata = JsonSerializer.Deserialize<V1ListMeta>(ref reader, ApiJson.Options) ?? metadata;
            }
            else
            {
                reader.Skip();
            }
        }

        return new(items, metadata.ResourceVersion ?? "", string.IsNullOrEmpty(metadata.ContinueProperty) ? null : metadata.ContinueProperty, unreadable);
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, ResourceType type, List<T> items, List<string> unreadable)
        where T : class
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            try
            {
                var item = JsonSerializer.Deserialize<T>(ref reader, ApiJson.Options) ?? throw new JsonException("null in the list");
                if (item is IKubernetesObject typed)
                {
                    // Items of a typed list carry neither.
                    typed.ApiVersion ??= type.ApiVersion;
                    typed.Kind ??= type.Kind;
                }

                items.Add(item);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                reader = start;
                unreadable.Add($"{NameOf(start)}: {e.Message}");
                reader.Skip();
            }
        }
    }

    private static string NameOf(Utf8JsonReader item)
    {
        try
        {
            var metadata = JsonSerializer.Deserialize<PartialObject>(ref item)?.Metadata;
            return $"{metadata?.Namespace}/{metadata?.Name}";
        }
        catch (JsonException)
        {
            return "(an object without a readable name)";
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"a list starts with {token}, not {reader.TokenType}");
        }
    }
}
