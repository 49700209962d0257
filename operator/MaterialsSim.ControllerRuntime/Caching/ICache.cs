namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>What a manager needs of a cache: run it, and know how it is.</summary>
public interface ICache
{
    /// <summary>For logs and health.</summary>
    string Name { get; }

    /// <summary>The first list is in the store.</summary>
    bool HasSynced { get; }

    /// <summary>Keeps the store up to date until cancelled. Returns only then.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Ends when the first list is in the store.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with the loop itself, for a liveness check: null while it makes progress (an API that is away is no fault of the loop).</summary>
    string? Fault { get; }
}
