using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>What a pod spec must hold to, as far as a laptop's node depends on it. Upstream: <c>pkg/apis/core/validation</c>.</summary>
internal static class PodValidation
{
    public static IEnumerable<FieldError> Spec(JsonObject? spec, string path)
    {
        if (spec.Array("containers") is not { Count: > 0 })
        {
            yield return FieldError.Required($"{path}.containers");
        }

        if (spec.String("restartPolicy") is { } policy and not ("Always" or "OnFailure" or "Never"))
        {
            yield return FieldError.NotSupported($"{path}.restartPolicy", policy, ["Always", "Never", "OnFailure"]);
        }

        if (spec.Int("activeDeadlineSeconds") is { } deadline && deadline is < 1 or > int.MaxValue)
        {
            yield return FieldError.Invalid($"{path}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }

        var volumes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (volume, at) in Items(spec, "volumes"))
        {
            foreach (var error in Name(volume.String("name"), $"{path}.volumes[{at}].name", volumes))
            {
                yield return error;
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in PodDefaults.ContainerLists)
        {
            foreach (var (container, at) in Items(spec, list))
            {
                foreach (var error in Container(container, $"{path}.{list}[{at}]", names, volumes))
                {
                    yield return error;
                }
            }
        }
    }

    private static IEnumerable<FieldError> Container(JsonObject container, string path, HashSet<string> names, HashSet<string> volumes)
    {
        foreach (var error in Name(container.String("name"), $"{path}.name", names))
        {
            yield return error;
        }

        if (string.IsNullOrEmpty(container.String("image")))
        {
            yield return FieldError.Required($"{path}.image");
        }

        foreach (var (field, allowed) in new[] { ("imagePullPolicy", new[] { "Always", "IfNotPresent", "Never" }), ("terminationMessagePolicy", ["FallbackToLogsOnError", "File"]) })
        {
            if (container.String(field) is { } found && !allowed.Contains(found))
            {
                yield return FieldError.NotSupported($"{path}.{field}", found, allowed);
            }
        }

        foreach (var (variable, at) in Items(container, "env"))
        {
            if (string.IsNullOrEmpty(variable.String("name")))
            {
                yield return FieldError.Required($"{path}.env[{at}].name");
            }

            if (!string.IsNullOrEmpty(variable.String("value")) && variable["valueFrom"] is not null)
            {
                yield return FieldError.Invalid($"{path}.env[{at}].valueFrom", "", "may not be specified when `value` is not empty");
            }
        }

        foreach (var (mount, at) in Items(container, "volumeMounts"))
        {
            if (!volumes.Contains(mount.String("name") ?? ""))
            {
                yield return new($"{path}.volumeMounts[{at}].name", "FieldValueNotFound", $"Not found: {JsonValue.Create(mount.String("name") ?? "").ToText()}");
            }

            if (string.IsNullOrEmpty(mount.String("mountPath")))
            {
                yield return FieldError.Required($"{path}.volumeMounts[{at}].mountPath");
            }
        }
    }

    private static IEnumerable<FieldError> Name(string? name, string path, HashSet<string> seen)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return FieldError.Required(path);
            yield break;
        }

        foreach (var problem in NameRules.NameProblems(NameStyle.Label, name))
        {
            yield return FieldError.Invalid(path, name, problem);
        }

        if (!seen.Add(name))
        {
            yield return FieldError.Duplicate(path, name);
        }
    }

    private static IEnumerable<(JsonObject Item, int At)> Items(JsonObject? parent, string list) =>
        (parent.Array(list) ?? []).Select((item, at) => (Item: item as JsonObject ?? [], At: at));
}
