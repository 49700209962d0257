using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Datasets;

/// <summary>Turns a dataset into canonical JSON Lines: <c>{"id":"…","properties":{…}}</c>, a line per candidate.</summary>
public static class CanonicalJsonLines
{
    /// <summary>Copies all rows and returns how many there were.</summary>
    /// <exception cref="DatasetException">The data cannot be used.</exception>
    public static async Task<long> CopyAsync(Stream input, DatasetOptions options, Stream output, CancellationToken cancellationToken)
    {
        using var reader = await DatasetReader.OpenAsync(input, options, cancellationToken);
        using var lines = new DigestOutput(output);
        var rows = 0L;
        for (; await reader.ReadAsync(cancellationToken); rows++)
        {
            reader.WriteCanonical(lines);
            if (lines.IsFull)
            {
                await lines.FlushAsync(cancellationToken);
            }
        }

        await lines.FlushAsync(cancellationToken);
        return rows;
    }
}
