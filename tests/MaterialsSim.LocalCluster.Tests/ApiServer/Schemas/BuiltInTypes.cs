using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using k8s.Models;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Schemas;

/// <summary>Writes down the built-in types from the Kubernetes client's classes, a line per type.</summary>
internal static class BuiltInTypes
{
    private static readonly Type[] Roots =
    [
        typeof(V1Namespace), typeof(V1Node), typeof(V1Pod), typeof(V1ConfigMap), typeof(V1Secret), typeof(V1ServiceAccount), typeof(V1Service), typeof(V1Endpoints),
        typeof(V1PersistentVolumeClaim), typeof(V1ResourceQuota), typeof(V1LimitRange), typeof(Corev1Event), typeof(Eventsv1Event), typeof(V1Job), typeof(V1CronJob),
        typeof(V1Lease), typeof(V1Deployment), typeof(V1StatefulSet), typeof(V1ReplicaSet), typeof(V1DaemonSet), typeof(V1Role), typeof(V1RoleBinding),
        typeof(V1ClusterRole), typeof(V1ClusterRoleBinding), typeof(V1PodDisruptionBudget), typeof(V1NetworkPolicy), typeof(V1PriorityClass), typeof(V1CustomResourceDefinition),
    ];

    public static string Write()
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var root in Roots)
        {
            Add(root, types);
        }

        return string.Concat(types.Select(pair => $"{pair.Key}: {pair.Value}\n"));
    }

    private static string Name(Type type) => type.Name switch
    {
        "Corev1Event" => "Event",
        "Eventsv1Event" => "EventV1",
        "Corev1EventSeries" => "EventSeries",
        "Eventsv1EventSeries" => "EventSeriesV1",
        "Corev1EndpointPort" => "EndpointPort",
        "Corev1Subject" or "Rbacv1Subject" => "Subject",
        var name when name.StartsWith("V1", StringComparison.Ordinal) => name[2..],
        var name => name,
    };

    private static void Add(Type type, SortedDictionary<string, string> types)
    {
        var name = Name(type);
        if (types.ContainsKey(name))
        {
            return;
        }

        types[name] = "";
        var line = new StringBuilder(MergeKeys.AtomicStructs.Contains(name) ? "atomic" : "");
        foreach (var property in type.GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is not { } field || field is "apiVersion" or "kind" && type.GetProperty("Metadata") is not null)
            {
                continue;
            }

            var flags = MergeKeys.Flags.GetValueOrDefault($"{name}.{field}");
            line.Append(line.Length == 0 ? "" : "; ").Append(field).Append(' ').Append(Field(name, field, property.PropertyType, types)).Append(flags is null ? "" : " " + flags);
        }

        types[name] = line.ToString();
    }

    private static string Field(string owner, string field, Type type, SortedDictionary<string, string> types)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTime))
        {
            return MergeKeys.MicroTimes.Contains($"{owner}.{field}") ? "microtime" : "time";
        }

        if (type == typeof(V1ObjectMeta))
        {
            return "metadata";
        }

        if (type == typeof(V1JSONSchemaProps) || type == typeof(object))
        {
            return "any";
        }

        if (type.IsGenericType)
        {
            var inner = Field(owner, field, type.GetGenericArguments()[^1], types);
            return type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? $"{{{inner}}}" : $"[{inner}]";
        }

        switch (type.Name)
        {
            case "String": return "string";
            case "Int32": return "int32";
            case "Int64": return "int64";
            case "Double": return "double";
            case "Boolean": return "boolean";
            case "ResourceQuantity": return "quantity";
            case "IntOrString" or "IntstrIntOrString": return "intOrString";
            case "Byte[]": return "bytes";
            default:
                Add(type, types);
                return Name(type);
        }
    }
}
