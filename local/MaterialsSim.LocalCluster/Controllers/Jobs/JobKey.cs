namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Names one Job, not a later one of the same name.</summary>
internal readonly record struct JobKey(string Namespace, string Name, string Uid);
