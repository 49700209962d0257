namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>What the operator's installation decides about campaigns.</summary>
public sealed record CampaignOptions
{
    /// <summary>Whether <c>file://</c> datasets are allowed at all: the operator was given a dataset root.</summary>
    public bool AllowsFileDatasets { get; init; }
}
