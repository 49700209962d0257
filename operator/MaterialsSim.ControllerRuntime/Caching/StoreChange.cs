namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>One change of a store. A map from it to keys should look at both objects: an owner may have changed.</summary>
/// <param name="Type">How.</param>
/// <param name="Old">The object before; null when it came.</param>
/// <param name="New">The object after; for one that went its last known state is <paramref name="Old"/> and this is null.</param>
public readonly record struct StoreChange<T>(ChangeType Type, T? Old, T? New)
    where T : class
{
    /// <summary>The newest known state.</summary>
    public T Latest => New ?? Old!;
}
