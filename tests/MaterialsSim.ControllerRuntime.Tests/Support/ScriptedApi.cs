using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using k8s;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>An HTTP server that answers by a script, request by request, and records what it was asked. A request beyond the script waits until it is cancelled.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Answer> script = new();
    private readonly Channel<RecordedRequest> requests = Channel.CreateUnbounded<RecordedRequest>();
    private readonly List<IDisposable> clients = [];
    private Func<RecordedRequest, Answer?>? route;

    private ScriptedApi(WebApplication app) => this.app = app;

    public static async Task<ScriptedApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var api = new ScriptedApi(app);
        app.Run(api.AnswerAsync);
        await app.StartAsync(Patience.Token);
        return api;
    }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The next answers, in order.</summary>
    public ScriptedApi Then(params Answer[] answers)
    {
        foreach (var answer in answers)
        {
            script.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Answers requests that the function knows; the script gets the others.</summary>
    public ScriptedApi Route(Func<RecordedRequest, Answer?> answers)
    {
        route = answers;
        return this;
    }

    /// <summary>The next request, in the order of arrival.</summary>
    public Task<RecordedRequest> NextRequestAsync() => requests.Reader.ReadAsync(Patience.Token).Patiently();

    public int RequestsWaiting => requests.Reader.Count;

    public KubernetesApi Connect(ApiOptions? options = null, TimeProvider? time = null, IRuntimeMetrics? metrics = null)
    {
        var api = new KubernetesApi(new KubernetesClientConfiguration { Host = Address, AccessToken = "token" }, options ?? new(), time ?? TimeProvider.System, metrics, () => 0);
        clients.Add(api);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            context.Request.ContentType ?? "",
            await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.UserAgent.ToString());
        var answer = route?.Invoke(request) ?? (script.TryDequeue(out var scripted) ? scripted : Answer.Hang);
        requests.Writer.TryWrite(request);
        try
        {
            await answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, as the test wanted.
        }
    }
}
