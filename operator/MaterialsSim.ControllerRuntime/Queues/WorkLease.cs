namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>A key in the hands of one worker. Until it is disposed nobody else gets the key; disposing twice does no harm.</summary>
public readonly struct WorkLease<TKey> : IDisposable
    where TKey : notnull
{
    private readonly WorkQueue<TKey> queue;
    private readonly long ticket;

    internal WorkLease(WorkQueue<TKey> queue, TKey key, long ticket)
    {
        this.queue = queue;
        this.ticket = ticket;
        Key = key;
    }

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>The work is done: if the key was added meanwhile, it is queued again.</summary>
    public void Dispose() => queue?.Done(Key, ticket);
}
