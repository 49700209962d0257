using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class IndexSetTests
{
    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new[] { 3, 4 }, "3,4")]
    [InlineData(new[] { 3, 4, 5 }, "3-5")]
    [InlineData(new[] { 7, 1, 3, 4, 5, 8 }, "1,3-5,7,8")]
    [InlineData(new[] { 0, 0, 1, 1, 2 }, "0-2")]
    public void Indexes_are_written_as_upstream_writes_them(int[] indexes, string text) =>
        Assert.Equal(text, IndexSet.Of(indexes).ToString());

    [Theory]
    [InlineData("1,3-5,7", 6, "1,3-5")]
    [InlineData("1,3-5,7", 4, "1,3")]
    [InlineData("x,2,4-y,6--8,-3,9-7", 100, "2")]
    [InlineData("0,1,2", 10, "0-2")]
    [InlineData(null, 10, "")]
    public void What_is_corrupt_or_beyond_the_completions_is_left_out(string? text, int completions, string kept) =>
        Assert.Equal(kept, IndexSet.Parse(text, completions).ToString());

    [Fact]
    public void Random_sets_survive_text_union_and_the_search_for_gaps()
    {
        const int Completions = 200;
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var (one, other) = (Draw(random, Completions), Draw(random, Completions));
            var (left, right) = (IndexSet.Of(one), IndexSet.Of(other));
            var union = left.Union(right);
            var all = one.Union(other).ToHashSet();

            Assert.Equal(left.ToString(), IndexSet.Parse(left.ToString(), Completions).ToString());
            Assert.Equal(all.Count, union.Count);
            Assert.All(Enumerable.Range(0, Completions), index => Assert.True(all.Contains(index) == union.Contains(index), $"seed {seed}, index {index}"));
            Assert.Equal(Enumerable.Range(0, Completions).Where(index => !all.Contains(index)).Take(17), union.FirstMissing(17, Completions));
        }
    }

    private static HashSet<int> Draw(Random random, int completions) =>
        [.. Enumerable.Range(0, random.Next(completions)).Select(_ => random.Next(completions))];
}
