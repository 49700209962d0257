using System.Text;
using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Tests.Ranking;

public class Utf8OrderTests
{
    private static readonly string[] Texts = ["", "a", "ab", "b", "é", "z", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U00010001", "\U0010FFFF", "a\U0001F600", "a\uFB00"];

    [Fact]
    public void Text_is_ordered_by_its_utf8_bytes()
    {
        foreach (var a in Texts)
        {
            foreach (var b in Texts)
            {
                var bytes = Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
                Assert.Equal(Math.Sign(bytes), Math.Sign(Utf8Order.Instance.Compare(a, b)));
            }
        }
    }

    [Fact]
    public void Nothing_comes_last()
    {
        Assert.True(Utf8Order.Instance.Compare("z", null) < 0);
        Assert.True(Utf8Order.Instance.Compare(null, "z") > 0);
        Assert.Equal(0, Utf8Order.Instance.Compare(null, null));
    }
}
