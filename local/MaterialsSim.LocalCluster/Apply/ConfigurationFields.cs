using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>The fields that an applied configuration names. Upstream: structured-merge-diff <c>typed/tofieldset.go</c>.</summary>
internal static class ConfigurationFields
{
    public static FieldSet Of(JsonNode? value, SchemaNode? schema) => Visit(value, schema, isMember: false);

    private static FieldSet Visit(JsonNode? value, SchemaNode? schema, bool isMember) => value switch
    {
        JsonObject map when schema?.AtomicMap != true => FieldSet.Of(isMember || map.Count == 0, map.Select(pair =>
        {
            // Entries of maps are fields of their own; fields of structs are only what is inside them.
            var known = schema?.Properties.ContainsKey(pair.Key) == true;
            return KeyValuePair.Create("f:" + pair.Key, Visit(pair.Value, schema?.Child(pair.Key), isMember: !known));
        })),
        JsonArray list when FieldPaths.IsGranularList(schema) => FieldSet.Of(isMember, list
            .Select(item => (Element: FieldPaths.Element(item, schema!), Item: item))
            .Where(pair => pair.Element is not null)
            .DistinctBy(pair => pair.Element)
            .Select(pair => KeyValuePair.Create(pair.Element!, Visit(pair.Item, schema!.Items, isMember: true)))),
        _ => FieldSet.Of(true, []),
    };
}
