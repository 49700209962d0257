using System.Text;
using System.Text.Json;

namespace MaterialsSim.Screening.Tests.Datasets;

/// <summary>Datasets from a seed, with what a reader should make of them.</summary>
internal static class RandomDatasets
{
    private static readonly string[] Pieces =
        ["\"", "\"\"", ",", "\n", "\r\n", "\r", " ", "a", "Bc", "é", "😀", "1", "-2.5", "1e5", "007", "\t", "\\", "\u0001", "{}", "\u2028"];

    /// <summary>A CSV and, per row, <c>id|name=value|…</c>.</summary>
    public static (byte[] Csv, List<string> Expected) Csv(Random random, int rows, int columns)
    {
        var idColumn = random.Next(columns);
        var names = Enumerable.Range(0, columns).Select(column => column == idColumn ? "id" : $"{column}{Text(random)}").ToArray();
        var newline = random.Next(2) == 0 ? "\n" : "\r\n";
        var csv = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : "");
        csv.AppendJoin(',', names.Select(name => Cell(random, name)));
        var expected = new List<string>();
        for (var row = 0; row < rows; row++)
        {
            csv.Append(newline);
            if (random.Next(10) == 0)
            {
                csv.Append(newline);
            }

            var cells = Enumerable.Range(0, columns).Select(column => column == idColumn ? $"m/{row},\"é" : Text(random)).ToArray();
            csv.AppendJoin(',', cells.Select(cell => Cell(random, cell)));
            expected.Add(cells[idColumn] + string.Concat(
                Enumerable.Range(0, columns).Where(column => column != idColumn && cells[column].Length > 0).Select(column => $"|{names[column]}={cells[column]}")));
        }

        csv.Append(random.Next(2) == 0 ? newline : "");
        return (Dataset.Bytes(csv.ToString()), expected);
    }

    /// <summary>JSON Lines in either form and, per row, the canonical line.</summary>
    public static (byte[] Lines, List<string> Expected) JsonLines(Random random, int rows)
    {
        var lines = new StringBuilder();
        var expected = new List<string>();
        for (var row = 0; row < rows; row++)
        {
            var members = string.Join(',', Enumerable.Range(0, 12).Where(_ => random.Next(3) > 0).Select(key => $"\"k{key}\":{Value(random, 3)}"));
            var canonical = $"{{\"id\":\"m/{row}\",\"properties\":{{{members}}}}}";
            expected.Add(canonical);
            var flat = $"{{\"id\":\"m\\u002f{row}\"{(members.Length > 0 ? "," : "")}{members}}}";
            lines.Append(random.Next(2) == 0 ? canonical : flat).Append(random.Next(5) == 0 ? "\r\n\n" : "\n");
        }

        return (Dataset.Bytes(lines.ToString()), expected);
    }

    /// <summary>Bytes of the header line, quotes heeded.</summary>
    public static int HeaderBytes(byte[] csv)
    {
        var inQuotes = false;
        for (var at = 0; at < csv.Length; at++)
        {
            inQuotes ^= csv[at] == '"';
            if (csv[at] == '\n' && !inQuotes)
            {
                return at + 1;
            }
        }

        return csv.Length;
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Cell(Random random, string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") || random.Next(4) == 0 || text.Length == 0 && random.Next(2) == 0
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => random.Next().ToString(),
        1 => "-1.5e-3",
        2 => JsonSerializer.Serialize(Text(random)),
        3 => "null",
        4 => "true",
        5 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(key => $"\"{key}\": {Value(random, depth - 1)}"))}}}",
    };
}
