using System.Globalization;
using MaterialsSim.Backends.IndexedJobs;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

public sealed class CompletionIndexesTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("0", "0")]
    [InlineData("1,3-5,7", "1 3 4 5 7")]
    [InlineData("0,1", "0 1")]
    [InlineData("2498-2499", "2498 2499")]
    public void Lists_and_ranges_are_read(string? text, string indexes) => Assert.Equal(indexes, string.Join(' ', CompletionIndexes.Parse(text).Batches));

    [Theory]
    [InlineData(",")]
    [InlineData("1,")]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("5-3")]
    [InlineData("1-2-3")]
    [InlineData(" 1")]
    [InlineData("2500")]
    [InlineData("0-99999999999")]
    public void Anything_else_is_an_error(string text) => Assert.Contains(text, Assert.Throws<FormatException>(() => CompletionIndexes.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_error_quotes_at_most_80_characters()
        => Assert.True(Assert.Throws<FormatException>(() => CompletionIndexes.Parse(new string('x', 10_000))).Message.Length < 140);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_Kubernetes_writes_of_any_set_reads_as_that_set(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var share = random.NextDouble();
            var indexes = Enumerable.Range(0, random.Next(1, 2500)).Where(_ => random.NextDouble() < share).ToList();

            Assert.Equal(indexes, CompletionIndexes.Parse(AsKubernetesWrites(indexes)).Batches);
        }
    }

    /// <summary>As the Job controller formats intervals (pkg/controller/job/indexed_job_utils.go, orderedIntervals.String): two neighbours with a comma.</summary>
    private static string AsKubernetesWrites(List<int> indexes)
    {
        List<(int First, int Last)> intervals = [];
        foreach (var index in indexes)
        {
            if (intervals.Count > 0 && intervals[^1].Last == index - 1)
            {
                intervals[^1] = (intervals[^1].First, index);
            }
            else
            {
                intervals.Add((index, index));
            }
        }

        return string.Join(',', intervals.Select(i => i.First == i.Last
            ? i.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{i.First}{(i.Last == i.First + 1 ? ',' : '-')}{i.Last}")));
    }
}
