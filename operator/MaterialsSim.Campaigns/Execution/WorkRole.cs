namespace MaterialsSim.Campaigns.Execution;

/// <summary>What a piece of work does.</summary>
public enum WorkRole
{
    /// <summary>Cuts the dataset into batches.</summary>
    Plan,

    /// <summary>Simulates the batches of one wave.</summary>
    Wave,
}
