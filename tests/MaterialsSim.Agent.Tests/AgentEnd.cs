namespace MaterialsSim.Agent.Tests;

/// <summary>How a command ended.</summary>
internal sealed record AgentEnd(int ExitCode, string? Reason, string? Message, string Log);
