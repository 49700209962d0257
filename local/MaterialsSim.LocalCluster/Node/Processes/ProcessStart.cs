namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>A process to start.</summary>
/// <param name="Executable">Absolute path of the program.</param>
/// <param name="Arguments">All arguments, the program's name first.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Folder">Working folder.</param>
internal sealed record ProcessStart(string Executable, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Folder);
