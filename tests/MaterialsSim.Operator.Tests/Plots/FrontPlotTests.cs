using System.Buffers.Binary;
using System.Globalization;
using MaterialsSim.Operator.Plots;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Operator.Tests.Plots;

public sealed class FrontPlotTests
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 200)]
    [InlineData(3, 1)]
    public async Task A_front_of_two_or_more_objectives_is_a_picture_of_the_right_size(int objectives, int candidates)
    {
        var ranking = Fronts.Example with { Objectives = [.. Fronts.Example.Objectives.Take(objectives)] };
        var summary = await Fronts.OfSeedAsync(ranking, candidates, seed: 20260711, TestContext.Current.CancellationToken);

        await AssertPictureAsync(new FrontPlot().Draw(ranking, summary), $"seeded-{objectives}-{candidates}.png");
    }

    [Fact]
    public async Task The_front_of_the_example_s_crystals_is_drawn()
    {
        var summary = await Fronts.OfCrystalsAsync(TestContext.Current.CancellationToken);

        Assert.True(summary.Front.Count >= 10);
        await AssertPictureAsync(new FrontPlot().Draw(Fronts.Example, summary), "crystals.png");
    }

    [Fact]
    public void One_objective_or_an_empty_front_draws_nothing()
    {
        var one = Fronts.Example with { Objectives = [Fronts.Example.Objectives[0]] };
        var entry = new SummaryEntry { Id = "a", Score = 1, Mean = 1, Coordinates = [1], Values = [1] };

        Assert.Null(new FrontPlot().Draw(one, new Summary { Front = [entry], Best = [entry], Zeros = [0] }));
        Assert.Null(new FrontPlot().Draw(Fronts.Example, new Summary { Zeros = [0, 0, 0] }));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-5.0)]
    public void A_value_without_a_logarithm_draws_a_linear_axis(double value)
    {
        var axis = new PlotAxis(Fronts.Example.Objectives[0], [value, 100]);

        Assert.False(axis.IsLog);
        Assert.Equal(100, axis.At(100));
    }

    [Theory]
    [InlineData(1.0, 1000.0, "1;10;100;1,000")]
    [InlineData(3.0, 90.0, "5;10;20;50;100")]
    [InlineData(100.0, 140.0, "100;110;120;130;140")]
    public void Ticks_of_a_logarithmic_axis_show_values_and_lie_at_their_logarithms(double low, double high, string labels)
    {
        var axis = new PlotAxis(Fronts.Example.Objectives[0], [low, high]);

        var major = axis.Ticks().Where(tick => tick.IsMajor).ToList();

        Assert.True(axis.IsLog);
        Assert.Equal(labels, string.Join(';', major.Select(tick => tick.Label)));
        Assert.All(major, tick => Assert.Equal(Math.Log10(double.Parse(tick.Label, System.Globalization.CultureInfo.InvariantCulture)), tick.Position, 9));
    }

    [Fact]
    public void Labels_of_points_that_lie_close_do_not_overlap()
    {
        var points = Enumerable.Range(0, 8).Select(n => new ScottPlot.Pixel(200 + (4 * n), 200 + (3 * n))).ToList();
        var places = new LabelPlaces(points, new ScottPlot.PixelRect(0, 600, 400, 0));

        var labels = points.Select(point => places.Place(point, new ScottPlot.PixelSize(50, 16))).ToList();

        for (var i = 0; i < labels.Count; i++)
        {
            Assert.All(labels.Skip(i + 1), other => Assert.False(
                labels[i].Left < other.Right && other.Left < labels[i].Right && labels[i].Top < other.Bottom && other.Top < labels[i].Bottom));
        }
    }

    private static async Task AssertPictureAsync(byte[]? picture, string name)
    {
        Assert.NotNull(picture);
        Assert.Equal(PngSignature, picture[..8]);
        // The header chunk: length, "IHDR", width, height (PNG specification, 11.2.2).
        Assert.Equal(FrontPlot.Width, BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)));
        Assert.Equal(FrontPlot.Height, BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)));
        if (Environment.GetEnvironmentVariable("MATERIALSSIM_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, TestContext.Current.CancellationToken);
        }
    }
}
