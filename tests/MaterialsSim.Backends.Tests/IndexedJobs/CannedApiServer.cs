using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

/// <summary>Answers requests with what was put in, in order, and keeps what was asked. One without an answer left is answered with 500.</summary>
internal sealed class CannedApiServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(HttpStatusCode Code, string Body)> _answers = new();
    private readonly List<(string Method, string Path, string Body)> _requests = [];
    private Task _serving = Task.CompletedTask;

    public string Address { get; private set; } = "";

    public IReadOnlyList<(string Method, string Path, string Body)> Requests => _requests;

    public void Answer(HttpStatusCode code, string body) => _answers.Enqueue((code, body));

    public void Start()
    {
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (await NextAsync() is { } context)
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            _requests.Add((context.Request.HttpMethod, context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
            var (code, body) = _answers.TryDequeue(out var answer) ? answer : (HttpStatusCode.InternalServerError, "{}");
            context.Response.StatusCode = (int)code;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    private async Task<HttpListenerContext?> NextAsync()
    {
        try
        {
            return await _listener.GetContextAsync();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
            return null;
        }
    }
}
