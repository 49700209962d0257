using System.Globalization;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Agent.Running;

/// <summary>The environment variables of <see cref="AgentContract"/>, each checked when a command asks for it.</summary>
internal sealed class AgentSettings(Func<string, string?> environment)
{
    public string Store => Required(AgentContract.Store);

    public string Run => Required(AgentContract.Run);

    public int Wave => Number(AgentContract.Wave, 1);

    public int Index => Number(AgentContract.Index, 0);

    public string JobUid => Segment(AgentContract.JobUid);

    public string Attempt => Segment(KernelContract.Attempt);

    /// <summary>The work folder, which must be there.</summary>
    public string Work => Required(AgentContract.Work) is var work && Directory.Exists(work)
        ? work
        : throw Wrong(AgentContract.Work, $"the folder '{work}' is not there");

    /// <summary>The work folder, or the system's temporary one: a plan pod shares nothing with another container.</summary>
    public string Scratch => environment(AgentContract.Work) is { Length: > 0 } ? Work : Path.GetTempPath();

    /// <summary>Null: no file datasets.</summary>
    public string? DatasetRoot => environment(AgentContract.DatasetRoot) is { Length: > 0 } root ? root : null;

    private string Required(string name) => environment(name) is { Length: > 0 } value ? value : throw Wrong(name, "it is not set");

    private string Segment(string name) => Required(name) is var value && ArtifactPath.IsSegment(value)
        ? value
        : throw Wrong(name, "it takes letters, digits, '.', '_' and '-'");

    private int Number(string name, int smallest) =>
        int.TryParse(Required(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= smallest
            ? value
            : throw Wrong(name, $"it takes a whole number from {smallest}");

    private static AgentException Wrong(string name, string why) =>
        AgentException.Defect("Misconfigured", $"The environment variable {name} is not as the operator sets it: {why}. Run the agent in a pod that the operator made.");
}
