namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>Files the objects of a store under values, to find them without a scan.</summary>
/// <param name="name">For messages.</param>
/// <param name="values">The values of an object, from the object alone.</param>
public sealed class StoreIndex<T>(string name, Func<T, IEnumerable<string>> values)
    where T : class
{
    /// <summary>For messages.</summary>
    public string Name { get; } = name;

    internal Func<T, IEnumerable<string>> Values { get; } = values;
}
