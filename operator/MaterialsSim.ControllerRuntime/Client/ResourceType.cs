using System.Collections.Concurrent;
using System.Reflection;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Names a kind of object as the API's paths do, and as its objects do.</summary>
/// <param name="Group">API group; empty for core.</param>
/// <param name="Version">API version, such as <c>v1</c>.</param>
/// <param name="Plural">Plural resource name, such as <c>jobs</c>.</param>
/// <param name="Kind">Kind, such as <c>Job</c>.</param>
public readonly record struct ResourceType(string Group, string Version, string Plural, string Kind)
{
    private static readonly ConcurrentDictionary<Type, ResourceType> Known = new();

    /// <summary>What objects carry as <c>apiVersion</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The type that a class declares with <see cref="KubernetesEntityAttribute"/>, as all models of the client do.</summary>
    public static ResourceType Of<T>() => Of(typeof(T));

    /// <summary>The type that a class declares.</summary>
    public static ResourceType Of(Type type) => Known.GetOrAdd(type, static type =>
        type.GetCustomAttribute<KubernetesEntityAttribute>() is { } entity
            ? new(entity.Group ?? "", entity.ApiVersion, entity.PluralName, entity.Kind)
            : throw new ArgumentException($"{type.Name} carries no [KubernetesEntity]: name its group, version and plural there, or pass a ResourceType"));

    /// <inheritdoc/>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The path of a collection or object, relative to the server's address.</summary>
    internal string Path(string? @namespace, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"api/{Version}/" : $"apis/{Group}/{Version}/";
        if (!string.IsNullOrEmpty(@namespace))
        {
            path += $"namespaces/{Uri.EscapeDataString(@namespace)}/";
        }

        path += Plural;
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            path += $"/{Uri.EscapeDataString(name)}";
        }

        return subresource is null ? path : $"{path}/{subresource}";
    }
}
