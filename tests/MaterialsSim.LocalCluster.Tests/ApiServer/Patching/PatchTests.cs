using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Patching;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Patching;

public sealed class PatchTests
{
    // The cases of RFC 7396, appendix A, that concern objects.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void A_merge_patch_does_what_its_RFC_says(string target, string patch, string wanted) =>
        Equal(wanted, MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch)));

    [Theory]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"add","path":"/a/c","value":2}]""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/-","value":2}]""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/a","value":2}]""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/a","path":"/b"},{"op":"test","path":"/b","value":1}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a/b":{"m~n":1}}""", """[{"op":"remove","path":"/a~1b/m~0n"}]""", """{"a/b":{}}""")]
    public void A_JSON_patch_does_what_its_RFC_says(string target, string patch, string wanted) =>
        Equal(wanted, JsonPatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch)!.AsArray()));

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"remove","path":"/none"}]""")]
    [InlineData("""[{"op":"remove","path":"/list/01"}]""")]
    [InlineData("""[{"op":"add","path":"/list/9","value":1}]""")]
    [InlineData("""[{"op":"jump","path":"/a"}]""")]
    public void A_JSON_patch_that_cannot_be_carried_out_is_refused(string patch) =>
        Assert.Throws<FormatException>(() => JsonPatch.Apply(JsonNode.Parse("""{"a":1,"list":[1]}"""), JsonNode.Parse(patch)!.AsArray()));

    [Theory]
    [InlineData("""{"containers":[{"name":"b","image":"2"}]}""", """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2","tty":true}]}""")]
    [InlineData("""{"containers":[{"name":"b","$patch":"delete"}]}""", """{"containers":[{"name":"a","image":"1"}]}""")]
    [InlineData("""{"containers":[{"name":"c"}],"$setElementOrder/containers":[{"name":"c"},{"name":"a"},{"name":"b"}]}""",
        """{"containers":[{"name":"c"},{"name":"a","image":"1"},{"name":"b","image":"1","tty":true}]}""")]
    [InlineData("""{"containers":[{"$patch":"replace"},{"name":"z"}]}""", """{"containers":[{"name":"z"}]}""")]
    [InlineData("""{"containers":null}""", """{}""")]
    public void A_strategic_patch_merges_lists_by_their_key(string patch, string wanted)
    {
        var target = JsonNode.Parse("""{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1","tty":true}]}""")!.AsObject();
        Equal(wanted, StrategicPatch.Apply(target, JsonNode.Parse(patch)!.AsObject(), BuiltInTypes.Find("PodSpec")));
    }

    private static void Equal(string wanted, JsonNode? found) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), found), found?.ToJsonString());
}
