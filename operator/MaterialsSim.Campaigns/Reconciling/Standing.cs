namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Where a campaign stands after a pass; the conditions and the phase follow from it.</summary>
internal enum Standing
{
    /// <summary>The run or its plan is being worked out.</summary>
    Planning,

    /// <summary>Batches are simulated.</summary>
    Running,

    /// <summary>Stored results are ranked anew.</summary>
    Rescoring,

    /// <summary>All batches ended; the report is being written.</summary>
    Finishing,

    /// <summary>Done.</summary>
    Complete,

    /// <summary>Suspended as asked.</summary>
    Suspended,

    /// <summary>Held up by something outside the campaign; tried again every few minutes.</summary>
    Waiting,

    /// <summary>Only an edit of the campaign can help.</summary>
    Invalid,

    /// <summary>The run failed.</summary>
    Failed,
}
