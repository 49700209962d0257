namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>How an object in a store changed.</summary>
public enum ChangeType
{
    /// <summary>It came.</summary>
    Added,

    /// <summary>It is another version, or another object of the same name.</summary>
    Modified,

    /// <summary>It went.</summary>
    Deleted,
}
