using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Leadership;

namespace MaterialsSim.ControllerRuntime.Tests.Leadership;

/// <summary>One lease as the API server keeps it: versions grow, stale writes conflict.</summary>
internal sealed class LeaseServer
{
    private readonly Lock gate = new();
    private long version;

    public V1Lease? Lease { get; set; }

    public V1Lease? Find()
    {
        lock (gate)
        {
            return Lease;
        }
    }

    public V1Lease Create(V1Lease lease)
    {
        lock (gate)
        {
            return lease.Metadata.ResourceVersion is not null ? throw new KubernetesApiException(400, "BadRequest", "a new object has no version")
                : Lease is null ? Keep(lease)
                : throw new KubernetesApiException(409, "AlreadyExists", "there is one");
        }
    }

    public V1Lease Replace(V1Lease lease)
    {
        lock (gate)
        {
            return Lease?.Metadata.ResourceVersion == lease.Metadata.ResourceVersion ? Keep(lease) : throw new KubernetesApiException(409, "Conflict", "changed");
        }
    }

    private V1Lease Keep(V1Lease lease) => Lease = lease with { Metadata = lease.Metadata with { ResourceVersion = $"{++version}", Uid = "u" }, Spec = lease.Spec with { } };
}

/// <summary>What becomes of a request.</summary>
internal enum Way
{
    Open,
    Refused,
    Cut,
    AnswerLost,
    Silent,
    SilentAfterwards,
}

/// <summary>One process's way to the server.</summary>
internal sealed class LeaseWay(LeaseServer server) : ILeaseClient
{
    public Way Way { get; set; }

    public int Calls { get; private set; }

    public Task<V1Lease?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) => CallAsync(server.Find, cancellationToken);

    public Task<V1Lease> CreateAsync(V1Lease lease, CancellationToken cancellationToken) => CallAsync(() => server.Create(lease), cancellationToken);

    public Task<V1Lease> ReplaceAsync(V1Lease lease, CancellationToken cancellationToken) => CallAsync(() => server.Replace(lease), cancellationToken);

    private async Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        Calls++;
        cancellationToken.ThrowIfCancellationRequested();
        switch (Way)
        {
            case Way.Refused:
                throw new KubernetesApiException(500, "InternalError", "refused");
            case Way.Cut:
                throw new HttpRequestException("cut");
            case Way.AnswerLost:
                call();
                throw new HttpRequestException("the answer was lost");
            case Way.Silent:
                await SilenceAsync(cancellationToken);
                break;
            case Way.SilentAfterwards:
                call();
                await SilenceAsync(cancellationToken);
                break;
        }

        return call();
    }

    private static async Task SilenceAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }
}
