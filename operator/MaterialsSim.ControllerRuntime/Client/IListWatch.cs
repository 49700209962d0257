namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>What a cache needs of the API: pages of a kind, and its changes.</summary>
public interface IListWatch<T>
    where T : class
{
    /// <summary>One page of the objects in a namespace, or everywhere when it is null.</summary>
    Task<ListPage<T>> ListPageAsync(string? @namespace, ListOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// The changes after <see cref="ListOptions.ResourceVersion"/>, bookmarks included, until the server ends the watch normally. Throws
    /// <see cref="KubernetesApiException"/> for a refusal or an ERROR event, <see cref="MalformedEventException"/>, <see cref="IOException"/> or
    /// <see cref="HttpRequestException"/> when the connection breaks.
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync(string? @namespace, ListOptions options, CancellationToken cancellationToken);
}
