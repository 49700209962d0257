using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>The simulation program. Image, command, args, env, parameters and files are what is computed; the rest is how.</summary>
public sealed class KernelSpec
{
    /// <summary>Seconds a batch may take unless <c>timeoutSeconds</c> says otherwise.</summary>
    public const int DefaultTimeoutSeconds = 3600;

    /// <summary>Container image. May be absent with backend Lambda.</summary>
    [JsonPropertyName("image"), Text(512, MinLength = 1)]
    public string? Image { get; set; }

    /// <summary>Command, instead of the image's entry point.</summary>
    [JsonPropertyName("command"), Items(64), Text(4096)]
    public IList<string>? Command { get; set; }

    /// <summary>Arguments of the command.</summary>
    [JsonPropertyName("args"), Items(64), Text(4096)]
    public IList<string>? Args { get; set; }

    /// <summary>Environment variables of the kernel. Secrets are taken by reference, never written here.</summary>
    [JsonPropertyName("env"), Items(64, Keys = ["name"])]
    public IList<EnvVarSpec>? Env { get; set; }

    /// <summary>Parameters, handed to the kernel as they are.</summary>
    [JsonPropertyName("parameters"), Items(64), Text(1024)]
    public IDictionary<string, string>? Parameters { get; set; }

    /// <summary>Input files shared by all candidates, such as weights or pseudopotentials.</summary>
    [JsonPropertyName("files"), Items(32, Keys = ["path"])]
    public IList<KernelFileSpec>? Files { get; set; }

    /// <summary>What the kernel's container requests and may use.</summary>
    [JsonPropertyName("resources")]
    public ResourcesSpec? Resources { get; set; }

    /// <summary>Seconds that a batch may take.</summary>
    [JsonPropertyName("timeoutSeconds"), Number(Minimum = 1, Maximum = 604800), Default(DefaultTimeoutSeconds)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Seconds that a candidate takes, roughly: a hint for the choice of the batch size.</summary>
    [JsonPropertyName("secondsPerCandidate"), Number(Minimum = 0, ExclusiveMinimum = true, Maximum = 604800)]
    public double? SecondsPerCandidate { get; set; }
}
