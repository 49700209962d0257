using System.Net;
using System.Net.Http.Headers;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Client;

public sealed class RequestHandlerTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RecordingMetrics metrics = new();
    private readonly Network network = new();
    private HttpMessageInvoker? client;

    public void Dispose() => client?.Dispose();

    [Theory]
    [InlineData("GET", 500, true)]
    [InlineData("GET", 503, true)]
    [InlineData("PUT", 502, true)]
    [InlineData("DELETE", 504, true)]
    [InlineData("POST", 500, false)]
    [InlineData("PATCH", 503, false)]
    [InlineData("GET", 501, false)]
    [InlineData("GET", 404, false)]
    [InlineData("PUT", 409, false)]
    [InlineData("POST", 429, true)]
    [InlineData("PATCH", 429, true)]
    public async Task Only_what_may_be_sent_twice_is_tried_again(string method, int code, bool again)
    {
        network.Script(code, 200);
        var call = SendAsync(method);
        Assert.Equal(again, !call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        if (again)
        {
            Assert.Equal(HttpStatusCode.OK, (await call.Patiently()).StatusCode);
        }
        else
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<KubernetesApiException>(() => call.Patiently())).Code);
        }

        Assert.Equal(again ? 2 : 1, network.Calls);
    }

    [Fact]
    public async Task A_direct_call_is_never_tried_again()
    {
        network.Script(429, 200);
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => SendAsync("GET", CallPolicy.Direct).Patiently());
        Assert.Equal(429, refusal.Code);
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        network.Script(429, 200);
        network.RetryAfter = TimeSpan.FromSeconds(7);
        var call = SendAsync("POST");
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, network.Calls);
        time.Advance(TimeSpan.FromSeconds(0.5));
        await call.Patiently();
        Assert.Equal(2, network.Calls);
        Assert.Contains("retry post widgets 429", metrics.Lines);
    }

    [Fact]
    public async Task A_Retry_After_beyond_all_patience_is_told_to_the_caller()
    {
        network.Script(429, 200);
        network.RetryAfter = TimeSpan.FromMinutes(5);
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => SendAsync("GET").Patiently());
        Assert.Equal(TimeSpan.FromMinutes(5), refusal.RetryAfter);
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task Tries_are_bounded_and_their_waits_grow()
    {
        network.Script(503, 503, 503, 503, 503, 503, 503);
        var start = time.GetUtcNow();
        var call = SendAsync("GET");
        var seen = new List<double>();
        for (var step = 0; step < 400 && !call.IsCompleted; step++)
        {
            var before = network.Calls;
            time.Advance(TimeSpan.FromMilliseconds(10));
            if (network.Calls > before)
            {
                seen.Add((time.GetUtcNow() - start).TotalMilliseconds);
            }
        }

        await Assert.ThrowsAsync<KubernetesApiException>(() => call.Patiently());
        Assert.Equal([100, 300, 700, 1500], seen);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again_for_a_read_and_not_for_a_create()
    {
        network.Script(0, 200);
        var read = SendAsync("GET");
        time.Advance(TimeSpan.FromSeconds(1));
        await read.Patiently();
        network.Script(0, 200);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("POST").Patiently());
        Assert.Contains("get widgets 0", metrics.Lines);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_timeout_and_not_a_cancellation()
    {
        network.Script(-1);
        var call = SendAsync("POST");
        time.Advance(TimeSpan.FromSeconds(31));
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => call.Patiently());
        Assert.Equal("POST /apis/example.com/v1/widgets had no answer after 30 s", timeout.Message);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_a_call_at_once()
    {
        network.Script(-1);
        using var cancel = new CancellationTokenSource();
        var call = SendAsync("GET", cancel: cancel);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Patiently());
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task Calls_beyond_the_burst_wait_their_turn()
    {
        network.Script([.. Enumerable.Repeat(200, 20)]);
        var calls = Enumerable.Range(0, 12).Select(_ => SendAsync("GET")).ToArray();
        Assert.Equal(10, network.Calls);
        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(11, network.Calls);
        time.Advance(TimeSpan.FromMilliseconds(200));
        await Task.WhenAll(calls).Patiently();
        Assert.Contains("throttled 0.2", metrics.Lines);
    }

    [Fact]
    public async Task A_page_that_is_no_status_is_quoted_in_part()
    {
        network.Script(403);
        network.Body = new string('<', 500) + "\n";
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => SendAsync("GET").Patiently());
        Assert.Equal("GET /apis/example.com/v1/widgets was answered 403: " + new string('<', 80), refusal.Message);
        Assert.Equal("", refusal.Reason);
    }

    private Task<HttpResponseMessage> SendAsync(string method, CallPolicy policy = CallPolicy.Patient, CancellationTokenSource? cancel = null)
    {
        var options = new ApiOptions { RequestsPerSecond = 5, Burst = 10 };
        client ??= new(new RequestHandler(options, metrics, time, () => 0) { InnerHandler = network });
        var request = new HttpRequestMessage(new(method), "http://api/apis/example.com/v1/widgets") { Content = new StringContent("{}") };
        request.Options.Set(Call.Key, new Call(method.ToLowerInvariant(), "widgets", policy, false));
        return client.SendAsync(request, cancel?.Token ?? Patience.Token);
    }

    /// <summary>Answers with a code, breaks for 0, never answers for -1.</summary>
    private sealed class Network : HttpMessageHandler
    {
        private readonly Queue<int> codes = new();

        public int Calls { get; private set; }

        public TimeSpan? RetryAfter { get; set; }

        public string Body { get; set; } = "{}";

        public void Script(params int[] next)
        {
            foreach (var code in next)
            {
                codes.Enqueue(code);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            var code = codes.Dequeue();
            if (code == 0)
            {
                throw new HttpRequestException("connection reset");
            }

            if (code < 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            var response = new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(Body) };
            response.Headers.RetryAfter = RetryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null;
            return response;
        }
    }
}
