using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>
/// What client-go does around a request and the C# client does not: the client's own rate limit, a deadline per try, bounded retries that honour Retry-After,
/// and refusals as typed errors (read here, within the deadline and a size limit). What is not streamed arrives wholly buffered.
/// </summary>
internal sealed class RequestHandler(ApiOptions options, IRuntimeMetrics metrics, TimeProvider time, Func<double> random) : DelegatingHandler
{
    private const long MaxAnswerBytes = 256 << 20;
    private static readonly TimeSpan FirstRetryWait = TimeSpan.FromMilliseconds(200);

    private readonly TokenBucket bucket = new(options.RequestsPerSecond, options.Burst, time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(Call.Key, out var call);
        for (var attempt = 0; ; attempt++)
        {
            if (call.Policy == CallPolicy.Patient)
            {
                await ThrottleAsync(cancellationToken);
            }

            var started = time.GetTimestamp();
            var code = 0;
            TimeSpan wait;
            try
            {
                var response = await SendOnceAsync(request, call, cancellationToken);
                code = (int)response.StatusCode;
                return response;
            }
            catch (KubernetesApiException e) when ((code = e.Code) > 0 && MayRetry(request, call, attempt, e) && WaitBefore(attempt, e.RetryAfter) <= options.LongestRetryWait)
            {
                wait = WaitBefore(attempt, e.RetryAfter);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException && MayRetry(request, call, attempt, null))
            {
                wait = WaitBefore(attempt, null);
            }
            finally
            {
                metrics.ApiRequest(call.Verb, call.Resource, code, time.GetElapsedTime(started));
            }

            metrics.ApiRetry(call.Verb, call.Resource, code);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, Call call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw await StatusReader.ReadAsync(request, response, time, either.Token);
            }

            if (!call.Streams)
            {
                await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, either.Token);
            }

            var answer = response;
            response = null;
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri?.AbsolutePath} had no answer after {options.RequestTimeout.TotalSeconds:0.#} s", e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>
    /// 429 means that the server did not start: any request may come again. After a server error or a broken connection it may have finished:
    /// only methods that RFC 9110 (9.2.2) calls idempotent may.
    /// </summary>
    private bool MayRetry(HttpRequestMessage request, Call call, int attempt, KubernetesApiException? refusal)
    {
        if (call.Policy != CallPolicy.Patient || attempt >= options.Retries)
        {
            return false;
        }

        var idempotent = request.Method == HttpMethod.Get || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete;
        return refusal is null ? idempotent : refusal.Code == 429 || (refusal.Code is 500 or 502 or 503 or 504 && idempotent);
    }

    private TimeSpan WaitBefore(int attempt, TimeSpan? retryAfter)
    {
        var backoff = FirstRetryWait * (1 << attempt) * (0.5 + (0.5 * random()));
        return retryAfter is { } asked ? asked + backoff : backoff;
    }

    private async Task ThrottleAsync(CancellationToken cancellationToken)
    {
        if (bucket.Reserve() is { Ticks: > 0 } wait)
        {
            metrics.ApiThrottled(wait);
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
