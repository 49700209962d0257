using MaterialsSim.Artifacts;
using MaterialsSim.Campaigns.Store;

namespace MaterialsSim.Operator.Store;

/// <summary>Runs in an artifact store.</summary>
internal sealed class StoredRuns(IArtifactStore store) : IRunArtifactsSource
{
    public IRunArtifacts Open(string runPath) => new StoredRun(store, runPath);
}
