namespace MaterialsSim.Campaigns.Store;

/// <summary>Opens the folder of a run.</summary>
public interface IRunArtifactsSource
{
    /// <summary>The folder at <c>{root}/{runPath}/</c>; it need not exist yet.</summary>
    IRunArtifacts Open(string runPath);
}
