using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Namespaces: they end when their content has. Upstream: <c>pkg/registry/core/namespace</c>.</summary>
internal sealed class NamespaceRules : KindRules
{
    public override NameStyle Names => NameStyle.Label;

    public override void Default(JsonObject value, JsonObject? old) =>
        value.Metadata().Ensure("labels")["kubernetes.io/metadata.name"] = value.Name();

    public override void PrepareForCreate(JsonObject value, DateTimeOffset now)
    {
        value.Ensure("spec")["finalizers"] = new JsonArray("kubernetes");
        value["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        if (old["spec"].Array("finalizers") is { Count: > 0 } finalizers && value["spec"].Array("finalizers") is null)
        {
            value.Ensure("spec")["finalizers"] = finalizers.DeepClone();
        }
    }

    public override bool DeletesLater(JsonObject value) => value["spec"].Array("finalizers") is { Count: > 0 };

    public override void PrepareForDelete(JsonObject value) => value.Ensure("status")["phase"] = "Terminating";

    public override bool DeleteReturnsObject => true;
}
