namespace MaterialsSim.Campaigns.Execution;

/// <summary>The cluster refused to start work: a quota, a missing right, a name taken. Tried again after a while.</summary>
public sealed class WorkRefusedException(string reason, string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A condition reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
