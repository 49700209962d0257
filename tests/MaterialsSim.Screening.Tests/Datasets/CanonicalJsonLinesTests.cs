using System.Text;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class CanonicalJsonLinesTests
{
    [Fact]
    public async Task A_CSV_becomes_canonical_JSON_Lines_and_stays_so()
    {
        var bytes = RandomDatasets.Csv(new Random(5), 3000, 6).Csv;
        var (once, twice) = (new MemoryStream(), new MemoryStream());
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(3000, await CanonicalJsonLines.CopyAsync(new MemoryStream(bytes), Dataset.Csv, once, token));
        once.Position = 0;
        Assert.Equal(3000, await CanonicalJsonLines.CopyAsync(once, Dataset.JsonLines, twice, token));
        Assert.Equal(Encoding.UTF8.GetString(once.ToArray()), Encoding.UTF8.GetString(twice.ToArray()));
        Assert.Equal(
            (await Dataset.ReadAsync(new MemoryStream(bytes), Dataset.Csv)).Select(row => row.Canonical),
            Encoding.UTF8.GetString(once.ToArray()).TrimEnd('\n').Split('\n'));
    }
}
