namespace MaterialsSim.Campaigns.Execution;

/// <summary>Where a piece of work stands.</summary>
public enum WorkState
{
    /// <summary>Not ended.</summary>
    Active,

    /// <summary>Every index ended well.</summary>
    Complete,

    /// <summary>Ended, and some index did not end well.</summary>
    Failed,
}
