using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Tests.Ranking;

public class ParetoFrontTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(6, 6)]
    [InlineData(7, 7)]
    [InlineData(8, 8)]
    public void The_front_equals_brute_force_on_ten_thousand_points(int dimensions, int seed)
    {
        var random = new Random(seed);
        // Few levels make ties, duplicates and dominance by one coordinate alone; the second half is continuous.
        var points = Enumerable.Range(0, 10_000)
            .Select(i => Enumerable.Range(0, dimensions).Select(_ => i % 2 == 0 ? random.Next(6) : random.NextDouble() * 5).ToArray()).ToArray();

        var front = new ParetoFront(dimensions);
        for (var i = 0; i < points.Length; i++)
        {
            Add(front, points[i], i);
        }

        var expected = Enumerable.Range(0, points.Length).AsParallel().Where(i => !points.Any(other => Dominates(other, points[i])));
        Assert.Equal(expected.Order(), Ids(front));
    }

    [Fact]
    public void Equal_points_all_stay_until_one_dominates_them()
    {
        var front = new ParetoFront(2);
        for (var i = 0; i < 100; i++)
        {
            Add(front, [1, 1], i);
        }

        Assert.Equal(100, front.Members.Length);
        Add(front, [1, 2], 100);
        Assert.Equal([100], Ids(front));
    }

    [Fact]
    public void The_order_of_arrival_does_not_matter()
    {
        var random = new Random(7);
        var points = Enumerable.Range(0, 2_000).Select(i => (Id: i, Point: new double[] { random.Next(20), random.Next(20), random.Next(20) })).ToArray();
        int[]? first = null;
        for (var round = 0; round < 20; round++)
        {
            var front = new ParetoFront(3);
            foreach (var (id, point) in points)
            {
                Add(front, point, id);
            }

            first ??= [.. Ids(front)];
            Assert.Equal(first, Ids(front));
            random.Shuffle(points);
        }
    }

    [Fact]
    public void Extreme_coordinates_are_compared_like_others()
    {
        var front = new ParetoFront(2);
        Add(front, [-double.MaxValue, double.MaxValue], 0);
        Add(front, [double.MaxValue, -double.MaxValue], 1);
        Add(front, [-double.MaxValue, -double.MaxValue], 2);
        Assert.Equal([0, 1], Ids(front));
    }

    private static void Add(ParetoFront front, double[] point, int id)
    {
        if (!front.Dominates(point))
        {
            front.Add(point, new SummaryEntry { Id = id.ToString(), Score = 0, Mean = 0, Coordinates = point, Values = point });
        }
    }

    private static IEnumerable<int> Ids(ParetoFront front) => front.Members.ToArray().Select(member => int.Parse(member.Id)).Order();

    private static bool Dominates(double[] a, double[] b)
    {
        var better = false;
        for (var d = 0; d < a.Length; d++)
        {
            if (a[d] < b[d])
            {
                return false;
            }

            better |= a[d] > b[d];
        }

        return better;
    }
}
