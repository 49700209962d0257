using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Tests.Summaries;

public class BatchSetTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0-9999")]
    [InlineData("0-41,43")]
    [InlineData("1,3,5-7,9999")]
    public void The_canonical_text_comes_back(string text) => Assert.Equal(text, BatchSet.Parse(text).ToString());

    [Theory]
    [InlineData("1,2")]
    [InlineData("2,1")]
    [InlineData("1-1")]
    [InlineData("1-3,3-5")]
    [InlineData("1-3,4")]
    [InlineData("3-1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1-2-3")]
    [InlineData(" 1")]
    [InlineData("1,")]
    [InlineData(",")]
    [InlineData("10000")]
    [InlineData("0-10000")]
    [InlineData("99999999999")]
    [InlineData("x")]
    [InlineData("\u0661")]
    public void Any_other_text_is_refused(string text) => Assert.Throws<FormatException>(() => BatchSet.Parse(text));

    [Fact]
    public void It_behaves_as_a_set()
    {
        const int seed = 5;
        var random = new Random(seed);
        var set = new BatchSet();
        var expected = new SortedSet<int>();
        for (var i = 0; i < 5_000; i++)
        {
            var batch = random.Next(200);
            if (random.Next(3) > 0)
            {
                Assert.Equal(expected.Add(batch), set.Add(batch));
            }
            else
            {
                Assert.Equal(expected.Remove(batch), set.Remove(batch));
            }

            Assert.Equal(expected.Count, set.Count);
        }

        Assert.Equal(expected, set.Batches);
        Assert.Equal(expected, BatchSet.Parse(set.ToString()).Batches);
        Assert.False(set.Contains(-1));
        Assert.False(set.Contains(10_000));
    }
}
