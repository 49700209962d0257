namespace MaterialsSim.Campaigns.Execution;

/// <summary>The cluster refused to start work: a quota, a missing right, a name taken. Tried again every few minutes.</summary>
public sealed class WorkRefusedException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A condition reason.</summary>
    public string Reason { get; } = reason;
}
