using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.ControllerRuntime.Client;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>One answer of the scripted server.</summary>
internal delegate Task Answer(HttpContext context);

/// <summary>The answers, good and bad, that an API server or the way to it may give.</summary>
internal static class Answers
{
    extension(Answer)
    {
        /// <summary>Never answers.</summary>
        public static Answer Hang => context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        /// <summary>Resets the connection.</summary>
        public static Answer Reset => context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        public static Answer Json(object value, int code = 200) => context => WriteAsync(context, code, JsonSerializer.Serialize(value, ApiJson.Options));

        public static Answer Text(string text, int code = 200, string? retryAfter = null) => context =>
        {
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return WriteAsync(context, code, text);
        };

        public static Answer Status(int code, string reason, string message = "refused", string? retryAfter = null) =>
            Text(new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["code"] = code, ["reason"] = reason, ["message"] = message }.ToJsonString(), code, retryAfter);

        public static Answer List(string version, params IEnumerable<object> items) => Page(version, null, items);

        public static Answer Page(string version, string? next, params IEnumerable<object> items) => Json(new { metadata = new { resourceVersion = version, @continue = next }, items });

        /// <summary>A watch that sends these parts, each flushed on its own, and ends normally.</summary>
        public static Answer Watch(params IEnumerable<string> parts) => context => SendAsync(context, parts);

        /// <summary>A watch that sends these parts and stays silent.</summary>
        public static Answer WatchThenHang(params IEnumerable<string> parts) => async context =>
        {
            await SendAsync(context, parts);
            await Answer.Hang(context);
        };

        /// <summary>A watch that sends these parts and breaks, but not before they arrived: a reset overtakes what is on its way.</summary>
        public static Answer WatchThenReset(Task arrived, params IEnumerable<string> parts) => async context =>
        {
            await SendAsync(context, parts);
            await arrived.WaitAsync(context.RequestAborted);
            context.Abort();
        };
    }

    public static string Event(string type, object value) => $"{{\"type\":\"{type}\",\"object\":{JsonSerializer.Serialize(value, ApiJson.Options)}}}\n";

    public static string Bookmark(string version) => Event("BOOKMARK", new { kind = "ConfigMap", apiVersion = "v1", metadata = new { resourceVersion = version } });

    public static string Error(int code, string reason) => Event("ERROR", new { kind = "Status", apiVersion = "v1", status = "Failure", code, reason, message = "too old" });

    private static async Task SendAsync(HttpContext context, IEnumerable<string> parts)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        foreach (var part in parts)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(part), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task WriteAsync(HttpContext context, int code, string text)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
