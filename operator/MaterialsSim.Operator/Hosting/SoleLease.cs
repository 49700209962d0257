using k8s.Models;
using MaterialsSim.ControllerRuntime.Leadership;

namespace MaterialsSim.Operator.Hosting;

/// <summary>A lease that nobody else knows: for a single operator without leader election.</summary>
internal sealed class SoleLease : ILeaseClient
{
    public Task<V1Lease?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) => Task.FromResult<V1Lease?>(null);

    public Task<V1Lease> CreateAsync(V1Lease lease, CancellationToken cancellationToken) => Task.FromResult(lease);

    public Task<V1Lease> ReplaceAsync(V1Lease lease, CancellationToken cancellationToken) => Task.FromResult(lease);
}
