using System.Globalization;
using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Tests.Ranking;

public class SignificantTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(0.1, 0.1)]
    [InlineData(123456789012.4, 123456789012.0)]
    [InlineData(1234567890123.0, 1234567890120.0)]
    [InlineData(0.1234567890124999, 0.123456789012)]
    [InlineData(0.12345678901251, 0.123456789013)]
    [InlineData(9.9999999999996, 10.0)]
    [InlineData(99999999999.96, 100000000000.0)]
    [InlineData(999999999999.6, 1000000000000.0)]
    [InlineData(1e-11, 1e-11)]
    [InlineData(1.2345678901249e-300, 1.23456789012e-300)]
    [InlineData(1.2345678901251e300, 1.23456789013e300)]
    [InlineData(double.MaxValue, 1.79769313486e308)]
    [InlineData(double.Epsilon, double.Epsilon)]
    public void Twelve_digits_stay(double value, double rounded)
    {
        Assert.Equal(rounded, Significant.Round12(value));
        Assert.Equal(-rounded, Significant.Round12(-value));
    }

    [Fact]
    public void Rounding_is_idempotent_symmetric_and_close_to_the_decimal_rounding()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        for (var i = 0; i < 1_000_000; i++)
        {
            // Every bit pattern in one half, everyday magnitudes in the other.
            var value = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64()) : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-14, 36));
            if (!double.IsFinite(value))
            {
                continue;
            }

            var rounded = Significant.Round12(value);
            Assert.True(rounded == Significant.Round12(rounded), $"seed {seed}: {value:R} is not stable");
            Assert.True(rounded == -Significant.Round12(-value), $"seed {seed}: {value:R} is not symmetric");
            var text = rounded.ToString("E11", CultureInfo.InvariantCulture);
            Assert.True(rounded == double.Parse(text, CultureInfo.InvariantCulture), $"seed {seed}: {rounded:R} has more than 12 digits");
            Assert.True(Math.Abs(rounded - value) <= Math.Abs(value) * 5.001e-12 || Math.Abs(value) < 1e-305, $"seed {seed}: {value:R} moved too far to {rounded:R}");
        }
    }

    [Fact]
    public void Zero_has_no_sign() => Assert.False(double.IsNegative(Significant.Round12(-0.0)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_refused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => Significant.Round12(value));
}
