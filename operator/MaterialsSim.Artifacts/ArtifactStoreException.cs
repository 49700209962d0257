namespace MaterialsSim.Artifacts;

/// <summary>The store failed in a way that trying again may mend: out of reach, full, throttled.</summary>
public sealed class ArtifactStoreException(string message, Exception? inner = null) : Exception(message, inner);
