using k8s;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>
/// The connection to an API server: one per process (KubernetesClient issue 840). Credentials, TLS and kubeconfig come from the client library; the typed calls
/// of <see cref="ResourceClient{T}"/> go over its raw request, so that every kind can be listed in pages, watched from a version and cancelled.
/// </summary>
public sealed class KubernetesApi : IDisposable
{
    private readonly Connection connection;

    /// <summary>Connects as <paramref name="config"/> says, which is changed to fit a controller.</summary>
    public KubernetesApi(KubernetesClientConfiguration config, ApiOptions options, TimeProvider time, IRuntimeMetrics? metrics = null, Func<double>? random = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Metrics = metrics ?? NoMetrics.Instance;
        config.UserAgent = options.UserAgent;
        config.FirstMessageHandlerSetup += Tune;
        connection = new(config, new RequestHandler(options, Metrics, time, random ?? Jitter.Create()));
    }

    /// <summary>How the server is treated.</summary>
    public ApiOptions Options { get; }

    internal IRuntimeMetrics Metrics { get; }

    /// <summary>Calls for objects of a class that names its kind with <see cref="k8s.Models.KubernetesEntityAttribute"/>.</summary>
    public ResourceClient<T> Resource<T>(CallPolicy policy = CallPolicy.Patient)
        where T : class => new(this, ResourceType.Of<T>(), policy);

    /// <summary>Calls for objects of any kind, typed as any class: <see cref="System.Text.Json.Nodes.JsonObject"/> keeps every field.</summary>
    public ResourceClient<T> Resource<T>(ResourceType type, CallPolicy policy = CallPolicy.Patient)
        where T : class => new(this, type, policy);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? body, Call call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(connection.BaseUri, pathAndQuery))
        {
            Content = body,
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new("application/json"));
        request.Options.Set(Call.Key, call);
        return await connection.SendAsync(request, cancellationToken);
    }

    /// <summary>
    /// A dead peer shows after 45 s, not after minutes; connections are renewed so that a changed address of the server is noticed, while a request
    /// that runs on one (a watch) keeps it.
    /// </summary>
    private static void Tune(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        handler.EnableMultipleHttp2Connections = true;
    }

    /// <summary>Opens the library's raw request to us: it adds credentials and the TLS host.</summary>
    private sealed class Connection(KubernetesClientConfiguration config, DelegatingHandler handler) : Kubernetes(config, handler)
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            SendRequestRaw("", request, cancellationToken);
    }
}
