using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace MaterialsSim.CrdGen.Tests;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("plain text")]
    [InlineData("true")]
    [InlineData("on")]
    [InlineData("1.5")]
    [InlineData("0x1")]
    [InlineData("")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("a: b")]
    [InlineData("ends with:")]
    [InlineData("a # b")]
    [InlineData("it's")]
    [InlineData("'quoted' and \"quoted\" and \\")]
    [InlineData("!has(self.x)")]
    [InlineData("[a, b]")]
    [InlineData(".status.best[0].id")]
    [InlineData("- item")]
    public void Text_reads_back_as_the_same_text(string text)
    {
        var yaml = YamlWriter.Write(new JsonObject { ["key"] = text, ["list"] = new JsonArray(text, "x") });

        var root = Parse(yaml);
        Assert.Equal(text, ((YamlScalarNode)root["key"]).Value);
        Assert.Equal(text, ((YamlScalarNode)root["list"][0]).Value);
    }

    [Fact]
    public void Long_text_is_folded_and_reads_back()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"word{i}:"));

        var yaml = YamlWriter.Write(new JsonObject { ["outer"] = new JsonObject { ["key"] = text, ["after"] = 1 } });

        Assert.Equal(text, ((YamlScalarNode)Parse(yaml)["outer"]["key"]).Value);
        Assert.All(yaml.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public void Text_that_YAML_1_1_reads_as_something_else_is_quoted() =>
        Assert.Equal("a: 'on'\nb: 'No'\nc: '1e3'\nd: one\n", YamlWriter.Write(new JsonObject { ["a"] = "on", ["b"] = "No", ["c"] = "1e3", ["d"] = "one" }));

    private static YamlMappingNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
