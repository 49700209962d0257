using System.Text.RegularExpressions;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

public sealed partial class WorkNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("hard-and-conductive")]
    [InlineData("a-name-with-exactly-31-letters-")]
    [InlineData("thirty-two-letters-up-to-here-x-and-more")]
    [InlineData("thirty-two-letters-up-to-here---and-more")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_is_a_DNS_label_of_at_most_43_characters(string campaign)
    {
        var name = WorkName.Of(campaign, "uid", 1, 1);

        Assert.Matches(DnsLabel(), name);
        Assert.True(name.Length <= 43, name);
        // A pod's name adds the index, and a suffix of the API server: "-2499-abcde".
        Assert.True(name.Length + 11 <= 63);
    }

    [Fact]
    public void No_two_waves_runs_or_campaigns_share_a_name()
    {
        var names = from uid in new[] { "u1", "u2" } from run in Enumerable.Range(1, 40) from wave in Enumerable.Range(0, 40) select WorkName.Of("c", uid, run, wave);

        Assert.Equal(2 * 40 * 40, names.Distinct().Count());
    }

    [Fact]
    public void The_same_wave_has_the_same_name_for_ever()
        => Assert.Equal("hard-and-conductive-3os5oy2vit", WorkName.Of("hard-and-conductive", Samples.CampaignUid, 1, 2));

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
