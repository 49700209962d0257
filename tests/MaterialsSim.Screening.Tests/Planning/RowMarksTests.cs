using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class RowMarksTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 2)]
    [InlineData(131_072, 2)]
    [InlineData(131_073, 4)]
    [InlineData(1_000_003, 16)]
    public void Groups_double_when_there_are_too_many(int rows, int group)
    {
        var marks = new RowMarks(null);
        for (var row = 0; row < rows; row++)
        {
            marks.Add((10L * row) + 5, (10L * row) + 15);
        }

        Assert.Equal((rows, group), (marks.Count, marks.GroupSize));
        AssertBatches(marks.Batches(3 * group), rows, 3 * group);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_fixed_size_is_kept(int size)
    {
        var marks = new RowMarks(size);
        for (var row = 0; row < 9_999; row++)
        {
            marks.Add((10L * row) + 5, (10L * row) + 15);
        }

        AssertBatches(marks.Batches(size), 9_999, size);
    }

    [Fact]
    public void Rows_beyond_what_a_run_may_have_are_counted()
    {
        var marks = new RowMarks(1);
        for (var row = 0; row < 200_000; row++)
        {
            marks.Add(row, row + 1);
        }

        Assert.Equal(200_000, marks.Count);
    }

    private static void AssertBatches(List<BatchRecord> batches, int rows, int size)
    {
        var expected = Enumerable.Range(0, (rows + size - 1) / size).Select(batch =>
        {
            var candidates = Math.Min(size, rows - (batch * size));
            return new BatchRecord(batch, 0, (10L * batch * size) + 5, 10L * candidates, (long)batch * size, candidates);
        });
        Assert.Equal(expected, batches);
    }
}
