using System.Buffers;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Datasets;

/// <summary>The columns of a CSV.</summary>
internal sealed class CsvHeader
{
    /// <summary>Before the header is read.</summary>
    public static readonly CsvHeader None = new([], [], -1);

    private readonly Dictionary<string, int> _index;
    private readonly byte[][] _keys;

    private CsvHeader(IReadOnlyList<string> columns, Dictionary<string, int> index, int idIndex)
    {
        Columns = columns;
        IdIndex = idIndex;
        Inputs = [.. columns.Where((_, column) => column != idIndex)];
        _index = index;
        _keys = [.. columns.Select(Encode)];
    }

    /// <summary>All columns in file order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns but the id's.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Position of the id's column; -1 before the header is read.</summary>
    public int IdIndex { get; }

    /// <summary>Checks the names. <paramref name="where"/> begins the message.</summary>
    public static CsvHeader Of(IReadOnlyList<string> columns, string idColumn, string where)
    {
        var index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns[column].Length == 0)
            {
                throw new DatasetException(DatasetReason.InvalidHeader,
                    $"{where}: column {column + 1} has no name. Name it, or remove the comma too much.");
            }

            if (!index.TryAdd(columns[column], column))
            {
                throw new DatasetException(DatasetReason.InvalidHeader,
                    $"{where}: columns {index[columns[column]] + 1} and {column + 1} are both called {Quote.Of(columns[column])}. Rename one.");
            }
        }

        return index.TryGetValue(idColumn, out var idIndex)
            ? new CsvHeader(columns, index, idIndex)
            : throw new DatasetException(DatasetReason.IdColumnMissing, $"{where}: no column {Quote.Of(idColumn)}. {Advice(columns)}");
    }

    /// <summary>Position of a column, or -1.</summary>
    public int IndexOf(string column) => _index.GetValueOrDefault(column, -1);

    /// <summary>The column's name as a JSON key with its colon.</summary>
    public ReadOnlySpan<byte> Key(int column) => _keys[column];

    private static string Advice(IReadOnlyList<string> columns) =>
        columns is [var only] && only.AsSpan().IndexOfAny(';', '\t') >= 0
            ? $"The header {Quote.Of(only)} seems to be separated by something else; a CSV is separated by commas."
            : $"Set spec.candidates.idColumn to one of the columns {Quote.Of(string.Join(", ", columns.Take(20)))}.";

    private static byte[] Encode(string column)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.WriteString(output, System.Text.Encoding.UTF8.GetBytes(column));
        output.Write(":"u8);
        return output.WrittenSpan.ToArray();
    }
}
