using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>
/// The environment of a container: a clean base, what the image says, envFrom, then env in order (kubernetes pkg/kubelet/kubelet_pods.go,
/// makeEnvironmentVariables). Values are rewritten to host paths first and expanded then, so that nothing is rewritten twice.
/// </summary>
internal sealed class ContainerEnvironment(JsonObject pod, JsonObject container, PathMap paths, PodResources capacity, Func<string, string, JsonObject?> find)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The variables of env alone, which is what <c>$(NAME)</c> in command and args may name, over the base.</summary>
    /// <exception cref="ContainerConfigException">A value's source is missing.</exception>
    public IReadOnlyDictionary<string, string> Build(IEnumerable<KeyValuePair<string, string>> first)
    {
        foreach (var (name, value) in first)
        {
            _values[name] = value;
        }

        foreach (var source in container["envFrom"].Objects())
        {
            AddAll(source);
        }

        foreach (var variable in container["env"].Objects())
        {
            var value = variable["valueFrom"] is { } from ? From(from) : VariableExpansion.Expand(paths.Map(variable.String("value") ?? ""), _values);
            if (value is not null)
            {
                _values[variable.String("name") ?? ""] = value;
            }
        }

        return _values;
    }

    private void AddAll(JsonObject source)
    {
        var (kind, reference) = source["configMapRef"] is { } map ? ("configmap", map) : ("secret", source["secretRef"]!);
        var found = Find(kind, reference);
        foreach (var (key, value) in Data(kind, found))
        {
            _values[(source.String("prefix") ?? "") + key] = paths.Map(value);
        }
    }

    private string? From(JsonNode source)
    {
        if (source["fieldRef"] is { } field)
        {
            var path = field.String("fieldPath") ?? "";
            return paths.Map(DownwardApi.Field(pod, path) ?? throw Bad($"unsupported fieldPath: {path}"));
        }

        if (source["resourceFieldRef"] is { } resource)
        {
            var name = resource.String("resource") ?? "";
            var asked = resource.String("containerName") is { } other
                ? pod["spec"]?["containers"].Objects().FirstOrDefault(item => item.String("name") == other) ?? container
                : container;
            return DownwardApi.Resource(asked, name, resource["divisor"].Text(), capacity) ?? throw Bad($"unsupported container resource : {name}");
        }

        var (kind, reference) = source["configMapKeyRef"] is { } map ? ("configmap", map)
            : source["secretKeyRef"] is { } secret ? ("secret", secret)
            : throw Bad("the source of a variable is not supported by this node");
        var key = reference.String("key") ?? "";
        var value = Data(kind, Find(kind, reference)).FirstOrDefault(pair => pair.Key == key).Value;
        return value is not null ? paths.Map(value)
            : reference.Bool("optional") == true ? null
            : throw Bad($"couldn't find key {key} in {(kind == "secret" ? "Secret" : "ConfigMap")} {pod.Namespace()}/{reference.String("name")}");
    }

    private JsonObject? Find(string kind, JsonNode reference)
    {
        var name = reference.String("name") ?? "";
        return find(kind, name) ?? (reference.Bool("optional") == true ? null : throw Bad($"{kind} \"{name}\" not found"));
    }

    private static IEnumerable<KeyValuePair<string, string>> Data(string kind, JsonObject? found) =>
        (found.Object("data") ?? []).Select(pair => KeyValuePair.Create(
            pair.Key, kind == "secret" ? Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value.AsString() ?? "")) : pair.Value.AsString() ?? ""));

    private static ContainerConfigException Bad(string message) => new("CreateContainerConfigError", message);
}
