using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Agent.Running;

/// <summary>
/// The one line that a failure ends with, <c>{"reason":"…","message":"…"}</c>: on standard error, and in the file that Kubernetes shows as the container's
/// termination message.
/// </summary>
internal static class LastWords
{
    // Kubernetes keeps 4,096 bytes per container and 12 kB per pod (pod API, terminationMessagePath).
    private const int MaxMessage = 1024;

    // For people on a terminal and in describe: an apostrophe is not an attack there.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(AgentException failure, Func<string, string?> environment, string defaultFile, TextWriter log)
    {
        var line = Line(failure);
        log.WriteLine(line);
        var named = environment(AgentContract.TerminationLog) is { Length: > 0 } file ? file : null;
        if (named is null && !File.Exists(defaultFile))
        {
            return;
        }

        try
        {
            File.WriteAllText(named ?? defaultFile, line + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WriteLine($"The last words could not be written to {named ?? defaultFile}: {e.Message}");
        }
    }

    private static string Line(AgentException failure)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, failure.Reason);
            json.WriteString("message"u8, failure.Message.Length <= MaxMessage ? failure.Message : failure.Message[..(MaxMessage - 1)] + "…");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
