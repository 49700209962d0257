using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MaterialsSim.LocalCluster.Handlers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>Kestrel on loopback in front of the router.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    // Upstream's limit for request bodies.
    private const long MaxBodyBytes = 3 << 20;
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    /// <param name="port">0, or the wanted port; when <paramref name="preferredOnly"/> and taken, a free one instead.</param>
    public static async Task<ApiServer> StartAsync(
        int port, bool preferredOnly, X509Certificate2 certificate, Func<HttpContext, Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            return await StartOnAsync(port, certificate, handle, cancellationToken);
        }
        catch (IOException taken) when (preferredOnly && taken.InnerException is AddressInUseException or SocketException)
        {
            return await StartOnAsync(0, certificate, handle, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<ApiServer> StartOnAsync(
        int port, X509Certificate2 certificate, Func<HttpContext, Task> handle, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBodyBytes;
            options.Limits.MinResponseDataRate = null; // watches and followed logs may be silent for long
            options.Limits.Http2.MaxStreamsPerConnection = 1000;
            options.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate));
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(context => handle(context));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ApiServer(app, new Uri(address));
    }
}
