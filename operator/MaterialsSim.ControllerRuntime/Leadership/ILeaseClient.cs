using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>The three calls that an elector makes, each once and at once. Errors as <see cref="Client.ResourceClient{T}"/> has them.</summary>
public interface ILeaseClient
{
    /// <summary>The lease, or null when there is none.</summary>
    Task<V1Lease?> FindAsync(string @namespace, string name, CancellationToken cancellationToken);

    /// <summary>Creates the lease.</summary>
    Task<V1Lease> CreateAsync(V1Lease lease, CancellationToken cancellationToken);

    /// <summary>Replaces the lease if it still has the version that it carries.</summary>
    Task<V1Lease> ReplaceAsync(V1Lease lease, CancellationToken cancellationToken);
}
