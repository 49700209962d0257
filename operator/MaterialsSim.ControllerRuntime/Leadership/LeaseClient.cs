using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>Leases at the API server, past the client's rate limit: a busy controller must not lose its lease to its own queue.</summary>
public sealed class LeaseClient(KubernetesApi api) : ILeaseClient
{
    private readonly ResourceClient<V1Lease> leases = api.Resource<V1Lease>(CallPolicy.Direct);

    /// <inheritdoc/>
    public Task<V1Lease?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        leases.FindAsync(@namespace, name, cancellationToken);

    /// <inheritdoc/>
    public Task<V1Lease> CreateAsync(V1Lease lease, CancellationToken cancellationToken) =>
        leases.CreateAsync(lease.Metadata.NamespaceProperty, lease, cancellationToken);

    /// <inheritdoc/>
    public Task<V1Lease> ReplaceAsync(V1Lease lease, CancellationToken cancellationToken) =>
        leases.ReplaceAsync(lease.Metadata.NamespaceProperty, lease.Metadata.Name, lease, cancellationToken);
}
