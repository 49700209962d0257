namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>A local copy of a kind's objects. They are shared and never change: to change one, patch it at the server.</summary>
public interface IReadOnlyStore<T>
    where T : class
{
    /// <summary>The object, or null when there is none.</summary>
    T? Find(NamespacedName key);

    /// <summary>All objects, in no order.</summary>
    IReadOnlyList<T> List();

    /// <summary>The objects that <paramref name="index"/> files under <paramref name="value"/>. The index has to be one that the store was made with.</summary>
    IReadOnlyList<T> ListBy(StoreIndex<T> index, string value);
}
