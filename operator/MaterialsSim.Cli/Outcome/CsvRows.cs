using System.Text;

namespace MaterialsSim.Cli.Outcome;

/// <summary>The first rows of a CSV file that the operator wrote (RFC 4180).</summary>
internal static class CsvRows
{
    private const int MaxChars = 1 << 20;

    public static IReadOnlyList<IReadOnlyList<string>> Read(string path, int maxRows)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var buffer = new char[MaxChars];
        return Parse(buffer.AsSpan(0, reader.ReadBlock(buffer)), maxRows);
    }

    public static IReadOnlyList<IReadOnlyList<string>> Parse(ReadOnlySpan<char> text, int maxRows)
    {
        var (rows, row, cell, quoted) = (new List<IReadOnlyList<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length && rows.Count < maxRows; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (c != '\r' || quoted)
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
