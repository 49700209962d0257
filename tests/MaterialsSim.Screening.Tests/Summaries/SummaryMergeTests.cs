using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using MaterialsSim.Screening.Tests.Ranking;
using MaterialsSim.Screening.Tests.Results;

namespace MaterialsSim.Screening.Tests.Summaries;

public class SummaryMergeTests
{
    private static readonly RankingSpec Ranking = Rankings.HardAndLight;

    [Fact]
    public async Task Any_permutation_and_any_tree_of_a_thousand_batches_gives_identical_bytes()
    {
        const int seed = 1009;
        var random = new Random(seed);
        var batches = new Summary[1_000];
        for (var i = 0; i < batches.Length; i++)
        {
            batches[i] = i % 50 == 49
                ? Summary.ForFailedBatch(8, new BatchFailure($"Reason{random.Next(100)}", $"exit {random.Next(5)}", 1), Ranking)
                : await RandomCandidates.BatchAsync(random, i * 8, 8, Ranking);
        }

        var builder = new SummaryBuilder(Ranking);
        foreach (var batch in batches)
        {
            builder.Add(batch);
        }

        var expected = Batches.Text(builder.Build());
        Assert.Equal(8_000, builder.Build().Candidates);
        Assert.Equal(65, builder.Build().Failures.Count);
        for (var round = 0; round < 10; round++)
        {
            // A random tree: join two random summaries until one is left.
            var forest = batches.ToList();
            while (forest.Count > 1)
            {
                var (a, b) = (Take(forest, random), Take(forest, random));
                forest.Add(Summary.Merge(a, b, Ranking));
            }

            Assert.True(expected == Batches.Text(forest[0]), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public async Task The_cut_into_batches_does_not_matter()
    {
        const int seed = 31;
        var whole = await RandomCandidates.BatchAsync(new Random(seed), 0, 3_000, Ranking);
        foreach (var size in new[] { 1, 7, 100, 2_999 })
        {
            var random = new Random(seed);
            var builder = new SummaryBuilder(Ranking);
            for (var first = 0; first < 3_000; first += size)
            {
                builder.Add(await RandomCandidates.BatchAsync(random, first, Math.Min(size, 3_000 - first), Ranking));
            }

            Assert.Equal(Batches.Text(whole), Batches.Text(builder.Build()));
        }
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    [InlineData(true, 20)]
    public void The_settled_best_equals_brute_force(bool distinct, int topK)
    {
        const int seed = 77;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            // Two objectives with clamps: equal scores with and without being dominated are frequent.
            var ranking = Rankings.Of(Rankings.Maximize("a", 0, 4), Rankings.Maximize("b", 0, 4)) with { TopK = topK, DistinctBy = distinct ? "key" : null };
            var all = Enumerable.Range(0, 60).Select(i => Entry(random, i, distinct)).ToList();

            var parts = all.Chunk(random.Next(1, 20)).Select(chunk => Digest(chunk, ranking)).ToArray();
            random.Shuffle(parts);
            var merged = parts.Aggregate((a, b) => Summary.Merge(a, b, ranking));

            Assert.True(
                BruteForce(all, topK).SequenceEqual(BestList.Settle(merged, ranking).Select(entry => entry.Id)),
                $"seed {seed}, round {round}: {string.Join(' ', BruteForce(all, topK))} but {string.Join(' ', BestList.Settle(merged, ranking).Select(entry => entry.Id))}");
        }
    }

    [Fact]
    public void Beyond_64_reasons_the_largest_names_are_counted_together()
    {
        var builder = new SummaryBuilder(Ranking);
        foreach (var number in Enumerable.Range(0, 100).Reverse())
        {
            builder.AddFailed($"R{number:D3}", $"id{number:D3}", "m");
        }

        builder.AddFailed("Other", "id000", "the kernel's own");
        var failures = builder.Build().Failures;
        Assert.Equal(Enumerable.Range(0, 64).Select(number => $"R{number:D3}").Prepend("Other"), failures.Select(failure => failure.Reason));
        Assert.Equal(new FailureCount("Other", 37, "id000", "the kernel's own"), failures[0]);
    }

    [Fact]
    public void The_example_of_a_reason_is_its_smallest_id_and_ids_come_before_none()
    {
        var builder = new SummaryBuilder(Ranking);
        builder.Add(Summary.ForFailedBatch(5, new BatchFailure("Lost", "b", null), Ranking));
        builder.Add(Summary.ForFailedBatch(5, new BatchFailure("Lost", "a", null), Ranking));
        Assert.Equal(new FailureCount("Lost", 10, null, "a"), builder.Build().Failures.Single());
        builder.AddFailed("Lost", "z", "mz");
        builder.AddFailed("Lost", "y", "my");
        Assert.Equal(new FailureCount("Lost", 12, "y", "my"), builder.Build().Failures.Single());
    }

    [Fact]
    public void A_batch_without_candidates_fails_nobody() =>
        Assert.Empty(Summary.ForFailedBatch(0, new BatchFailure("Lost", "", null), Ranking).Failures);

    [Fact]
    public void Summaries_of_different_numbers_of_objectives_do_not_merge() =>
        Assert.Throws<ArgumentException>(() => Summary.Merge(new Summary { Zeros = [0] }, new Summary { Zeros = [0, 0] }, Ranking));

    private static Summary Take(List<Summary> forest, Random random)
    {
        var place = random.Next(forest.Count);
        var taken = forest[place];
        forest.RemoveAt(place);
        return taken;
    }

    private static SummaryEntry Entry(Random random, int number, bool distinct)
    {
        double a = random.Next(8), b = random.Next(8);
        return new SummaryEntry
        {
            Id = $"m{random.Next(10)}{number}",
            Score = Significant.Round12(Math.Sqrt(Math.Min(a / 4, 1) * Math.Min(b / 4, 1))),
            Mean = (a + b) / 8,
            Coordinates = [a, b],
            Values = [a, b],
            DistinctKey = distinct && random.Next(10) > 0 ? $"k{random.Next(12)}" : null,
        };
    }

    // A digest by the rules of the summary, not by its builder.
    private static Summary Digest(IEnumerable<SummaryEntry> entries, RankingSpec ranking)
    {
        var builder = new SummaryBuilder(ranking);
        foreach (var entry in entries)
        {
            builder.Add(new Summary { Candidates = 1, Succeeded = 1, Zeros = [0, 0], Best = entry.Score > 0 ? [entry] : [], Front = [entry] });
        }

        return builder.Build();
    }

    private static List<string> BruteForce(List<SummaryEntry> all, int topK)
    {
        bool Dominated(SummaryEntry entry) => all.Any(other =>
            other.Coordinates[0] >= entry.Coordinates[0] && other.Coordinates[1] >= entry.Coordinates[1]
            && (other.Coordinates[0] > entry.Coordinates[0] || other.Coordinates[1] > entry.Coordinates[1]));
        var ordered = all.Where(entry => entry.Score > 0)
            .OrderByDescending(entry => entry.Score).ThenBy(Dominated).ThenByDescending(entry => entry.Mean).ThenBy(entry => entry.Id, StringComparer.Ordinal);
        return [.. ordered.DistinctBy(entry => entry.DistinctKey ?? "own " + entry.Id).Take(topK).Select(entry => entry.Id)];
    }
}
