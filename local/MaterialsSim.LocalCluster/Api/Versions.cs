using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Rules;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>Turns objects between the form a request speaks and the form in which they are kept. Conversion strategy None for CRDs: apiVersion alone.</summary>
internal static class Versions
{
    /// <summary>Owned by the caller before and after.</summary>
    public static JsonObject ToStorage(ResourceKind kind, JsonObject value)
    {
        if (kind.ApiVersion != kind.StorageApiVersion)
        {
            value = kind.Collection == EventForms.Collection ? EventForms.ToCore(value) : value;
            value["apiVersion"] = kind.StorageApiVersion;
        }

        return value;
    }

    /// <summary>The stored tree itself when it is in the right form already, a converted copy otherwise. Never to be mutated.</summary>
    public static JsonObject FromStorage(ResourceKind kind, JsonObject value)
    {
        if (value.String("apiVersion") == kind.ApiVersion)
        {
            return value;
        }

        var copy = value.Copy();
        if (kind.Collection == EventForms.Collection)
        {
            copy = kind.Group.Length == 0 ? EventForms.ToCore(copy) : EventForms.ToEventsV1(copy);
        }

        copy["apiVersion"] = kind.ApiVersion;
        return copy;
    }
}
