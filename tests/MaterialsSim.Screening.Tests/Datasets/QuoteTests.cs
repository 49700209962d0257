using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("", "''")]
    [InlineData("a\nb\u0007\u0085", "'a?b??'")]
    [InlineData("é😀", "'é😀'")]
    public void Text_is_quoted_without_control_characters(string text, string expected) => Assert.Equal(expected, Quote.Of(text));

    [Fact]
    public void Bytes_that_are_not_UTF8_show_as_question_marks() => Assert.Equal("'a??b'", Quote.Of([(byte)'a', 0xFF, 0xC3, (byte)'b']));

    [Fact]
    public void At_most_80_bytes_are_quoted()
    {
        Assert.Equal($"'{new string('x', 80)}'", Quote.Of(new string('x', 80)));
        Assert.Equal($"'{new string('x', 80)}…'", Quote.Of(new string('x', 1000)));
        Assert.Equal($"'x{new string('é', 39)}…'", Quote.Of("x" + new string('é', 1000)));
    }
}
