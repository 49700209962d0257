using System.Text.Json.Nodes;
using MaterialsSim.ControllerRuntime.Status;

namespace MaterialsSim.ControllerRuntime.Tests.Status;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{}""", """{"a":null}""")]
    [InlineData("""{}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1,"c":3}}""", """{"a":{"c":3}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1}]}""", null)]
    [InlineData("""{"a":{"b":1}}""", """{"a":5}""", """{"a":5}""")]
    [InlineData("""{"a":5}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":null}""", """{}""", null)]
    public void A_patch_holds_what_differs(string from, string to, string? patch) =>
        Assert.Equal(patch, MergePatch.Between(Parse(from), Parse(to))?.ToJsonString());

    [Fact]
    public void Applying_the_patch_gives_the_new_object_for_any_two()
    {
        var seed = new Random().Next();
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var from = Any(random, 3);
            var to = Any(random, 3);
            var result = (JsonObject)from.DeepClone();
            Apply(result, MergePatch.Between(from, to));
            Assert.True(JsonNode.DeepEquals(to, result), $"seed {seed}: {from.ToJsonString()} to {to.ToJsonString()} gave {result.ToJsonString()}");
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Any(Random random, int depth)
    {
        var value = new JsonObject();
        foreach (var name in new[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0))
        {
            value[name] = random.Next(depth == 0 ? 2 : 4) switch
            {
                0 => random.Next(2),
                1 => new JsonArray(random.Next(2)),
                _ => Any(random, depth - 1),
            };
        }

        return value;
    }

    /// <summary>RFC 7396, section 2, word for word.</summary>
    private static void Apply(JsonObject target, JsonObject? patch)
    {
        foreach (var (name, value) in patch ?? [])
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                var old = target[name] as JsonObject ?? [];
                target[name] = null;
                Apply(old, inner);
                target[name] = old;
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
