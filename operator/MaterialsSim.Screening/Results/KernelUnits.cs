using System.Text.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads a kernel's declaration of units, <c>{"units":{"hardness":"GPa"}}</c>.</summary>
internal static class KernelUnits
{
    /// <summary>The units by property, sorted by name.</summary>
    /// <exception cref="KernelOutputException">It is not text by property.</exception>
    public static SortedDictionary<string, string> Parse(ReadOnlySpan<byte> line)
    {
        var units = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isUnits = reader.ValueTextEquals("units"u8);
                reader.Read();
                if (isUnits)
                {
                    Read(ref reader, units, line);
                }
                else
                {
                    reader.Skip();
                }
            }

            return units;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Invalid(line);
        }
    }

    private static void Read(ref Utf8JsonReader reader, SortedDictionary<string, string> units, ReadOnlySpan<byte> line)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid(line);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !units.TryAdd(name, reader.GetString()!))
            {
                throw Invalid(line);
            }
        }
    }

    public static KernelOutputException Invalid(ReadOnlySpan<byte> line) => new(
        KernelOutputException.Units,
        $"The kernel declared units as {JsonText.Excerpt(line)}. Declare them once, as {{\"units\":{{\"property\":\"unit\"}}}} with texts.");
}
