namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>What a container does (core/v1 ContainerState).</summary>
internal abstract record ContainerState
{
    private ContainerState()
    {
    }

    /// <summary>Not started yet, or waiting to be started again.</summary>
    public sealed record Waiting(string Reason, string? Message = null) : ContainerState;

    public sealed record Running(DateTimeOffset StartedAt) : ContainerState;

    public sealed record Terminated(int ExitCode, string Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt) : ContainerState;
}
