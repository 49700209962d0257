using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Planning.Duplicates;
using MaterialsSim.Screening.Tests.Datasets;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class DuplicateFinderTests
{
    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(2, 1 << 12)]
    [InlineData(3, 1 << 10)]
    [InlineData(4, 1 << 10)]
    public void Repeated_hashes_are_those_of_ids_that_repeat(int seed, int slots)
    {
        // Small tables spill up to 28 sorted runs to disk.
        var random = new Random(seed);
        using var finder = new DuplicateFinder(new PlannerOptions { HashSlots = slots });
        var counts = new Dictionary<string, int>();
        for (var row = 0; row < 20_000; row++)
        {
            var id = $"mp-{random.Next(200_000)}";
            counts[id] = counts.GetValueOrDefault(id) + 1;
            finder.Add(Dataset.Bytes(id));
        }

        finder.Complete(TestContext.Current.CancellationToken);
        Assert.Equal(
            counts.Where(pair => pair.Value > 1).Select(pair => finder.Hash.Of(Dataset.Bytes(pair.Key))).Order(),
            finder.Repeated.Order());
    }

    [Fact]
    public void Sorted_runs_leave_no_file_behind()
    {
        var folder = Directory.CreateTempSubdirectory("materialssim-test-");
        try
        {
            using (var finder = new DuplicateFinder(new PlannerOptions { HashSlots = 1024, TemporaryFolder = folder.FullName }))
            {
                for (var row = 0; row < 5000; row++)
                {
                    finder.Add(Dataset.Bytes($"{row}"));
                }

                finder.Complete(TestContext.Current.CancellationToken);
                Assert.Single(folder.EnumerateFiles());
                Assert.Empty(finder.Repeated);
            }

            Assert.Empty(folder.EnumerateFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Endless_repetition_is_hopeless_soon()
    {
        using var finder = new DuplicateFinder(new PlannerOptions());
        for (var row = 0; row < 200_000 && !finder.IsHopeless; row++)
        {
            finder.Add(Dataset.Bytes($"{row / 2}"));
        }

        Assert.True(finder.IsHopeless);
        Assert.Equal(1 << 16, finder.Repeated.Count);
    }

    [Fact]
    public void Ids_of_any_length_have_their_own_hash()
    {
        var hash = new IdHash();
        var seen = new HashSet<ulong>();
        for (var length = 0; length <= 128; length++)
        {
            var id = new byte[length];
            Assert.True(seen.Add(hash.Of(id)), $"{length} zeros");
            for (var at = 0; at < length; at++)
            {
                id[at] = 1;
                Assert.True(seen.Add(hash.Of(id)), $"length {length}, one at {at}");
                id[at] = 0;
            }
        }
    }
}
