namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>The operator died here.</summary>
internal sealed class StoppedException(string at) : Exception($"stopped at: {at}");
