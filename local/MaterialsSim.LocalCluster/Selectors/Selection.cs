using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Selectors;

/// <summary>What a list or watch asks for: a namespace, labels, fields, perhaps one name.</summary>
internal sealed class Selection(ResourceKind kind, string? @namespace, string? name, LabelSelector labels, FieldSelector fields)
{
    public bool IsEverything => ReferenceEquals(labels, LabelSelector.Everything) && fields.IsEverything;

    public static Selection From(HttpRequest request, ResourceKind kind, string? @namespace, string? name = null) =>
        new(kind, kind.Namespaced ? @namespace : null, name, LabelSelector.Parse(request.Query("labelSelector")),
            FieldSelector.Parse(request.Query("fieldSelector"), kind));

    /// <param name="stored">The object as it is kept.</param>
    public bool Matches(JsonObject stored) =>
        (@namespace is null || stored.Namespace() == @namespace)
        && (name is null || stored.Name() == name)
        && labels.Matches(stored)
        && (fields.IsEverything || fields.Matches(Versions.FromStorage(kind, stored)));
}
