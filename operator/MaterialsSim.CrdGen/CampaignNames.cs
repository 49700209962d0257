namespace MaterialsSim.CrdGen;

/// <summary>The names that the campaign kind goes by.</summary>
internal static class CampaignNames
{
    public static ResourceNames Value { get; } = new(ShortNames: ["campaign", "campaigns"], Categories: ["materialssim"]);
}
