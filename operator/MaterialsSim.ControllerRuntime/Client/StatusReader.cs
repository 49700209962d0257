using System.Text;
using System.Text.Json;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Turns a refusal, as an answer or inside a watch, into <see cref="KubernetesApiException"/>.</summary>
internal static class StatusReader
{
    private const int MaxBytes = 256 << 10;

    public static async Task<KubernetesApiException> ReadAsync(
        HttpRequestMessage request, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ReadBoundedAsync(response.Content, cancellationToken);
        var code = (int)response.StatusCode;
        var retryAfter = response.Headers.RetryAfter is not { } header ? null
            : header.Delta ?? (header.Date is { } date ? date - time.GetUtcNow() : null);
        if (retryAfter < TimeSpan.Zero)
        {
            retryAfter = TimeSpan.Zero;
        }

        return TryParse(body) is { } status
            ? From(status, code, retryAfter)
            : new(code, "", $"{request.Method} {request.RequestUri?.AbsolutePath} was answered {code}: {Excerpt(body)}", retryAfter);
    }

    public static KubernetesApiException From(V1Status status, int code = 0, TimeSpan? retryAfter = null) => new(
        status.Code is > 0 and var own ? own : code,
        status.Reason ?? "",
        string.IsNullOrEmpty(status.Message) ? $"the API server gave no message (code {status.Code ?? code})" : status.Message,
        retryAfter ?? (status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null),
        status);

    /// <summary>At most 80 bytes of foreign data, fit for a log line.</summary>
    public static string Excerpt(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 80)]);
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }

    private static V1Status? TryParse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<V1Status>(body, ApiJson.Options) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            // A proxy's page, or a status that was cut: the caller quotes it.
            return null;
        }
    }

    private static async Task<byte[]> ReadBoundedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes];
        var length = await stream.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
