using MaterialsSim.Screening.Ranking;
using static MaterialsSim.Screening.Tests.Ranking.Rankings;

namespace MaterialsSim.Screening.Tests.Ranking;

public class DesirabilityTests
{
    [Theory]
    [InlineData(10, 0)]
    [InlineData(20, 0.5)]
    [InlineData(30, 1)]
    [InlineData(40, 1.5)]
    [InlineData(0, -0.5)]
    public void Maximize_is_a_ramp_up(double value, double d)
    {
        Assert.Equal(d, new Desirability(Maximize("x", 10, 30)).Unclamped(value), 12);
        Assert.Equal(1 - d, new Desirability(Minimize("x", 10, 30)).Unclamped(value), 12);
    }

    [Theory]
    [InlineData(2000, 0)]
    [InlineData(2500, 0.5)]
    [InlineData(3000, 1)]
    [InlineData(4000, 0.5)]
    [InlineData(5000, 0)]
    [InlineData(1000, -1)]
    [InlineData(7000, -1)]
    public void Target_is_a_tent(double value, double d) => Assert.Equal(d, new Desirability(Target("x", 3000, 2000, 5000)).Unclamped(value), 12);

    [Theory]
    [InlineData(10, 10, 30, 10, 1)]
    [InlineData(10, 10, 30, 20, 0.5)]
    [InlineData(10, 10, 30, 9, -0.05)]
    [InlineData(30, 10, 30, 30, 1)]
    [InlineData(30, 10, 30, 20, 0.5)]
    [InlineData(30, 10, 30, 31, -0.05)]
    public void A_target_at_an_end_has_a_cliff_beyond_it(double target, double low, double high, double value, double d) =>
        Assert.Equal(d, new Desirability(Target("x", target, low, high)).Unclamped(value), 12);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 0.5)]
    [InlineData(100, 1)]
    [InlineData(0.1, -0.5)]
    public void A_logarithmic_axis_counts_decades(double value, double d)
    {
        Assert.Equal(d, new Desirability(Maximize("x", 1, 100, scale: Scale.Log)).Unclamped(value), 12);
        Assert.Equal(1 - d, new Desirability(Minimize("x", 1, 100, scale: Scale.Log)).Unclamped(value), 12);
    }

    [Theory]
    [InlineData(Goal.Maximize)]
    [InlineData(Goal.Minimize)]
    [InlineData(Goal.Target)]
    public void What_has_no_logarithm_is_worst_but_finite_whatever_the_goal(Goal goal)
    {
        var desirability = new Desirability(new Objective { Property = "x", Goal = goal, Low = 1, Target = 10, High = 100, Scale = Scale.Log });
        foreach (var value in new[] { 0, -1, -1e300 })
        {
            Assert.True(double.IsFinite(desirability.Unclamped(value)));
            Assert.True(desirability.Unclamped(value) < desirability.Unclamped(1e-300));
            Assert.True(desirability.Unclamped(value) < desirability.Unclamped(1e300));
        }
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(-1e308)]
    public void The_largest_numbers_stay_finite(double value) =>
        Assert.True(double.IsFinite(new Desirability(Maximize("x", 0, 1e-300)).Unclamped(value)));

    [Theory]
    [InlineData(null, 1.0, null, Goal.Maximize, Scale.Linear)]
    [InlineData(0.0, null, null, Goal.Minimize, Scale.Linear)]
    [InlineData(1.0, 1.0, null, Goal.Maximize, Scale.Linear)]
    [InlineData(0.0, 1.0, null, Goal.Target, Scale.Linear)]
    [InlineData(0.0, 1.0, 2.0, Goal.Target, Scale.Linear)]
    [InlineData(0.0, 1.0, null, Goal.Maximize, Scale.Log)]
    [InlineData(-1e308, 1e308, null, Goal.Maximize, Scale.Linear)]
    public void An_objective_without_a_usable_range_is_refused(double? low, double? high, double? target, Goal goal, Scale scale) =>
        Assert.Throws<ArgumentException>(() => new Desirability(new Objective { Property = "x", Goal = goal, Low = low, High = high, Target = target, Scale = scale }));
}
