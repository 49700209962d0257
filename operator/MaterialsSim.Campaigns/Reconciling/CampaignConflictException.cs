namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>The campaign changed, or went, since it was read: the pass ends quietly and the next one sees the new object.</summary>
public sealed class CampaignConflictException(string message, Exception? inner = null) : Exception(message, inner);
