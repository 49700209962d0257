namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>An event on a campaign, emitted after the status write that it tells of.</summary>
/// <param name="IsWarning">Warning instead of Normal.</param>
/// <param name="Reason">One of <see cref="Api.EventReasons"/>.</param>
/// <param name="Note">For a person; at most 1,024 characters are kept.</param>
public sealed record CampaignEvent(bool IsWarning, string Reason, string Note);
