using k8s;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>
/// The store that a <see cref="Reflector{T}"/> fills. Reads are consistent and cheap; objects are never mutated after they came in. Subscribers hear of every
/// change once, in order, from the reflector's loop: they only enqueue keys.
/// </summary>
public sealed class Store<T> : IReadOnlyStore<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock gate = new();
    private readonly Dictionary<NamespacedName, T> objects = [];
    private readonly Dictionary<StoreIndex<T>, Dictionary<string, HashSet<NamespacedName>>> indexes;
    private Action<StoreChange<T>>? subscribers;

    /// <summary>An empty store with these indexes.</summary>
    public Store(params IEnumerable<StoreIndex<T>> indexes) =>
        this.indexes = indexes.ToDictionary(index => index, _ => new Dictionary<string, HashSet<NamespacedName>>());

    /// <summary>Objects held.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return objects.Count;
            }
        }
    }

    /// <inheritdoc/>
    public T? Find(NamespacedName key)
    {
        lock (gate)
        {
            return objects.GetValueOrDefault(key);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<T> List()
    {
        lock (gate)
        {
            return [.. objects.Values];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<T> ListBy(StoreIndex<T> index, string value)
    {
        ArgumentNullException.ThrowIfNull(index);
        lock (gate)
        {
            if (!indexes.TryGetValue(index, out var entries))
            {
                throw new ArgumentException($"the store of {typeof(T).Name} was made without the index '{index.Name}'", nameof(index));
            }

            return entries.TryGetValue(value, out var keys) ? [.. keys.Select(key => objects[key])] : [];
        }
    }

    /// <summary>Hears of every change, beginning with an addition for each object that is here already.</summary>
    public void Subscribe(Action<StoreChange<T>> subscriber)
    {
        lock (gate)
        {
            foreach (var value in objects.Values)
            {
                subscriber(new(ChangeType.Added, null, value));
            }

            subscribers += subscriber;
        }
    }

    /// <summary>Takes in a new version of an object; the same version again changes nothing.</summary>
    internal void Put(T value)
    {
        lock (gate)
        {
            PutLocked(NamespacedName.Of(value), value);
        }
    }

    /// <summary>Removes an object; <paramref name="last"/> is its last state if that is known.</summary>
    internal void Remove(NamespacedName key, T? last = null)
    {
        lock (gate)
        {
            RemoveLocked(key, last);
        }
    }

    /// <summary>Makes the store what a list says: what is missing there was deleted while nobody watched.</summary>
    internal void Replace(IReadOnlyCollection<T> list)
    {
        lock (gate)
        {
            var gone = new HashSet<NamespacedName>(objects.Keys);
            foreach (var value in list)
            {
                var key = NamespacedName.Of(value);
                gone.Remove(key);
                PutLocked(key, value);
            }

            foreach (var key in gone)
            {
                RemoveLocked(key, null);
            }
        }
    }

    private void PutLocked(NamespacedName key, T value)
    {
        objects.TryGetValue(key, out var old);
        if (old?.Metadata.ResourceVersion == value.Metadata.ResourceVersion && old?.Metadata.Uid == value.Metadata.Uid && old is not null)
        {
            return;
        }

        Unfile(key, old);
        objects[key] = value;
        foreach (var (index, entries) in indexes)
        {
            foreach (var text in index.Values(value))
            {
                if (!entries.TryGetValue(text, out var keys))
                {
                    entries[text] = keys = [];
                }

                keys.Add(key);
            }
        }

        subscribers?.Invoke(new(old is null ? ChangeType.Added : ChangeType.Modified, old, value));
    }

    private void RemoveLocked(NamespacedName key, T? last)
    {
        if (objects.Remove(key, out var old))
        {
            Unfile(key, old);
            subscribers?.Invoke(new(ChangeType.Deleted, last ?? old, null));
        }
    }

    private void Unfile(NamespacedName key, T? old)
    {
        if (old is null)
        {
            return;
        }

        foreach (var (index, entries) in indexes)
        {
            foreach (var text in index.Values(old))
            {
                if (entries.TryGetValue(text, out var keys) && keys.Remove(key) && keys.Count == 0)
                {
                    entries.Remove(text);
                }
            }
        }
    }
}
