namespace MaterialsSim.LocalCluster.Storage;

/// <summary>A change and the collection it happened in.</summary>
internal readonly record struct StoreChange(string Collection, Change Change);
