namespace MaterialsSim.Cli.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("828.1", "828.1")]
    [InlineData("2182.7346", "2183")]
    [InlineData("93.4049", "93.4")]
    [InlineData("0.93", "0.93")]
    [InlineData("0.123456", "0.1235")]
    [InlineData("0.0001234567", "0.0001235")]
    [InlineData("0.00001234567", "1.235e-05")]
    [InlineData("12345678", "1.235e+07")]
    [InlineData("-3.25", "-3.25")]
    [InlineData("0", "0")]
    [InlineData("mp-66", "mp-66")]
    [InlineData("NaN", "NaN")]
    [InlineData("", "")]
    public void A_number_is_shown_with_four_digits_and_text_as_it_is(string text, string shown) => Assert.Equal(shown, Figures.Short(text));
}
