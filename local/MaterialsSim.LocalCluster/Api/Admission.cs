using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>Checks before a write that concern more than the object itself: its namespace, its envelope.</summary>
internal sealed class Admission(ObjectStore store)
{
    /// <summary>Upstream: the NamespaceLifecycle admission plugin.</summary>
    public void CheckNamespaceForCreate(ResourceKind kind, string? @namespace, string name)
    {
        if (!kind.Namespaced)
        {
            return;
        }

        var home = store.Get("namespaces", ObjectKey.Of(null, @namespace!)) ?? throw Failure.NotFound("", "namespaces", @namespace!);
        if (home.Value.IsDeleting())
        {
            var message = $"namespace {@namespace} is being terminated";
            throw Failure.Forbidden(kind, name, $"unable to create new content in namespace {@namespace} because it is being terminated",
                [new JsonObject { ["reason"] = "NamespaceTerminating", ["message"] = message, ["field"] = "metadata.namespace" }]);
        }
    }

    /// <summary>A pod's service account has to be there. Upstream: the ServiceAccount admission plugin.</summary>
    public void CheckServiceAccount(ResourceKind kind, JsonObject value)
    {
        if (kind.Collection != "pods")
        {
            return;
        }

        var (home, account) = (value.Namespace(), value["spec"].String("serviceAccountName") ?? "default");
        if (store.Get("serviceaccounts", ObjectKey.Of(home, account)) is null)
        {
            throw Failure.Forbidden(kind, value.Name(), $"error looking up service account {home}/{account}: serviceaccount \"{account}\" not found");
        }
    }

    /// <summary>The object says that it is what the path says.</summary>
    public static void CheckEnvelope(ResourceKind kind, JsonObject value, string? @namespace, string? name)
    {
        if (!kind.IsCustom)
        {
            // The typed decoder knows what the path is about; client libraries leave these out.
            value["kind"] = value.String("kind") is { Length: > 0 } given ? given : kind.Kind;
            value["apiVersion"] = value.String("apiVersion") is { Length: > 0 } version ? version : kind.ApiVersion;
        }

        var (apiVersion, objectKind) = (value.String("apiVersion"), value.String("kind"));
        var body = value;
        if (string.IsNullOrEmpty(objectKind))
        {
            throw Failure.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): Object 'Kind' is missing in '{Excerpt(body)}' ({Excerpt(body)})");
        }

        if (string.IsNullOrEmpty(apiVersion))
        {
            throw Failure.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): Object 'apiVersion' is missing in '{Excerpt(body)}' ({Excerpt(body)})");
        }

        if (apiVersion != kind.ApiVersion)
        {
            throw Failure.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion})");
        }

        if (objectKind != kind.Kind)
        {
            throw kind.IsCustom
                ? Failure.Invalid(kind.Group, objectKind, value.Name(), [FieldError.Invalid("kind", objectKind, $"must be {kind.Kind}")])
                : Failure.BadRequest($"{objectKind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: no kind \"{objectKind}\" is registered for version \"{apiVersion}\"");
        }

        CheckPath(kind, value, @namespace, name);
    }

    private static void CheckPath(ResourceKind kind, JsonObject value, string? @namespace, string? name)
    {
        var metadata = value.Metadata();
        if (kind.Namespaced)
        {
            var own = value.Namespace();
            if (own.Length == 0)
            {
                metadata["namespace"] = @namespace;
            }
            else if (own != @namespace)
            {
                throw Failure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
            }
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (name is null)
        {
            return;
        }

        if (value.Name().Length == 0)
        {
            throw Failure.BadRequest("name must be provided");
        }

        if (value.Name() != name)
        {
            throw Failure.BadRequest($"the name of the object ({value.Name()}) does not match the name on the URL ({name})");
        }
    }

    private static string Excerpt(JsonObject value)
    {
        var text = value.ToText();
        return text.Length <= 80 ? text : text[..80] + "...";
    }
}
