namespace MaterialsSim.Campaigns.Store;

/// <summary>The artifact store is out of reach or refuses; not a failure of the campaign.</summary>
public sealed class RunArtifactsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
