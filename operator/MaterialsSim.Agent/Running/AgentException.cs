using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Agent.Running;

/// <summary>The end of a command: the exit code, and the reason and message of its last words.</summary>
internal sealed class AgentException(string reason, string message, int exitCode, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A class of failures, in CamelCase.</summary>
    public string Reason { get; } = reason;

    /// <summary>See <see cref="AgentContract"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The input can never work.</summary>
    public static AgentException NeverWorks(string reason, string message, Exception? inner = null) => new(reason, message, AgentContract.ExitNeverWorks, inner);

    /// <summary>Another attempt may work, and the kernel has nothing to do with it.</summary>
    public static AgentException TryAgain(string reason, string message, Exception? inner = null) => new(reason, message, AgentContract.ExitTryAgain, inner);

    /// <summary>The agent, or how it was called, is wrong.</summary>
    public static AgentException Defect(string reason, string message) => new(reason, message, AgentContract.ExitDefect);
}
