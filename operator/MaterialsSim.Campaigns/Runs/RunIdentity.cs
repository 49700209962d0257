using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.Campaigns.Runs;

/// <summary>
/// Identity of a run: a hash over the campaign's <em>what</em> (candidates and kernel program, not resources, timeouts or ranking). The fields are
/// listed one by one, only set values count, and the version of the list stands in status: an upgrade that adds a field never starts a run.
/// </summary>
internal static class RunIdentity
{
    /// <summary>Version of the list of fields.</summary>
    public const int CurrentVersion = 1;

    /// <summary>First 8 hex digits of the hash.</summary>
    public static string Of(SimulationCampaignSpec spec) => Convert.ToHexStringLower(SHA256.HashData(Canonical(spec)))[..8];

    /// <summary>A seed for the kernel's randomness: the same for every attempt and every cluster.</summary>
    public static uint SeedOf(string identity) => Convert.ToUInt32(identity, 16);

    private static ReadOnlySpan<byte> Canonical(SimulationCampaignSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteCandidates(json, spec.Candidates);
            WriteKernel(json, spec.Kernel);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteCandidates(Utf8JsonWriter json, CandidatesSpec candidates)
    {
        json.WriteStartObject("candidates");
        Write(json, "uri", candidates.Uri);
        Write(json, "format", candidates.Format);
        Write(json, "idColumn", candidates.IdColumn);
        if (candidates.ConfigMap is { } configMap)
        {
            Write(json, "configMap", $"{configMap.Name}/{configMap.Key}");
        }

        WriteAll(json, "inline", candidates.Inline, (w, c) =>
        {
            Write(w, "id", c.Id);
            WriteMap(w, "properties", c.Properties);
        });
        WriteAll(json, "filter", candidates.Filter, (w, f) =>
        {
            Write(w, "property", f.Property);
            Write(w, "min", f.Min);
            Write(w, "max", f.Max);
            WriteTexts(w, "in", f.In);
            WriteTexts(w, "notIn", f.NotIn);
        });
        WriteAll(json, "files", candidates.Files, (w, f) =>
        {
            Write(w, "column", f.Column);
            Write(w, "baseUri", f.BaseUri);
        });
        json.WriteEndObject();
    }

    private static void WriteKernel(Utf8JsonWriter json, KernelSpec kernel)
    {
        json.WriteStartObject("kernel");
        Write(json, "image", kernel.Image);
        WriteTexts(json, "command", kernel.Command);
        WriteTexts(json, "args", kernel.Args);
        WriteAll(json, "env", kernel.Env, (w, e) =>
        {
            Write(w, "name", e.Name);
            Write(w, "value", e.Value);
        });
        WriteMap(json, "parameters", kernel.Parameters);
        WriteAll(json, "files", kernel.Files, (w, f) =>
        {
            Write(w, "uri", f.Uri);
            Write(w, "path", f.Path);
            Write(w, "sha256", f.Sha256);
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ICollection<string>? values)
    {
        if (values is { Count: > 0 })
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>>? values)
    {
        var sorted = values?.OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        if (sorted is { Count: > 0 })
        {
            json.WriteStartObject(name);
            foreach (var (key, value) in sorted)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, ICollection<T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (values is { Count: > 0 })
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStartObject();
                write(json, value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
