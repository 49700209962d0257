using MaterialsSim.Artifacts;

namespace MaterialsSim.Agent.Running;

/// <summary>What a command works with.</summary>
/// <param name="Settings">What the operator said.</param>
/// <param name="Store">The artifact store; its faults are tried again.</param>
/// <param name="Time">Clock.</param>
/// <param name="Log">For people: one line per event.</param>
internal sealed record AgentContext(AgentSettings Settings, IArtifactStore Store, TimeProvider Time, TextWriter Log)
{
    /// <summary>The run's folder in the store.</summary>
    public RunFolder Run { get; } = new(Store, Settings.Run);

    /// <summary>Now, in UTC, in whole seconds as all documents have it.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(Time.GetUtcNow().ToUnixTimeSeconds());
}
