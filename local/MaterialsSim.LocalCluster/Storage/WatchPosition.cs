namespace MaterialsSim.LocalCluster.Storage;

/// <summary>What a watcher sees at one look: the next change, or none and the signal that announces one.</summary>
/// <param name="Next">The next change, null when the watcher is up to date.</param>
/// <param name="Revision">The store's revision at that moment: everything up to it was told once <paramref name="Next"/> is null.</param>
/// <param name="Signal">Completes when a change was appended.</param>
/// <param name="Lost">The watcher fell so far behind that the window has moved past it.</param>
internal readonly record struct WatchPosition(Change? Next, long Revision, Task Signal, bool Lost);
