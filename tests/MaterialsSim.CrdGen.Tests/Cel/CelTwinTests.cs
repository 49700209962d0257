using System.Text.Json.Nodes;
using MaterialsSim.Campaigns.Preflight;

namespace MaterialsSim.CrdGen.Tests.Cel;

/// <summary>Every CEL rule has a C# twin, and the two agree: the rule's text is evaluated by a small CEL of the tests on objects made from the schema.</summary>
public sealed class CelTwinTests
{
    private const int Objects = 2_000;

    public static TheoryData<string> Rules => [.. SchemaNodes.All(Campaign.Schema).SelectMany(n => RulesOf(n.Schema)).Distinct()];

    [Fact]
    public void Every_rule_has_its_twin_and_every_twin_its_rule() =>
        Assert.Equal(SchemaNodes.All(Campaign.Schema).SelectMany(n => RulesOf(n.Schema)).Distinct().Order(), CelRules.All.Keys.Order());

    [Theory, MemberData(nameof(Rules))]
    public void A_twin_says_what_the_rule_s_text_says(string rule)
    {
        var seed = Environment.TickCount;
        var random = new SchemaRandom(seed);
        var said = new HashSet<bool>();
        foreach (var (path, schema) in SchemaNodes.All(Campaign.Schema).Where(n => RulesOf(n.Schema).Contains(rule)))
        {
            for (var i = 0; i < Objects; i++)
            {
                var self = random.Object(schema);
                var expected = CelEvaluator.Holds(rule, self);

                Assert.True(expected == CelRules.All[rule](self, null), $"seed {seed}, {path}: the rule says {expected} of {self.ToJsonString()}");
                said.Add(expected);
            }
        }

        Assert.True(said.Count == 2, $"seed {seed}: the objects never made the rule say both");
    }

    [Theory]
    [InlineData("has(self.a) && self.a.b.startsWith('x')", """{"a":{"b":"xy"}}""", true)]
    [InlineData("has(self.a) && self.a.b.startsWith('x')", """{}""", false)]
    [InlineData("self.l.all(i, i > 1.5)", """{"l":[2,3]}""", true)]
    [InlineData("self.l.all(i, i > 1.5)", """{"l":[1,3]}""", false)]
    [InlineData("[has(self.a), has(self.b)].filter(x, x).size() == 1", """{"b":1}""", true)]
    [InlineData("[has(self.a), has(self.b)].filter(x, x).size() == 1", """{"a":1,"b":1}""", false)]
    [InlineData("!(self.a == 'b' || size(self.a) <= 2)", """{"a":"abc"}""", true)]
    public void The_small_CEL_itself_is_right(string rule, string self, bool holds) => Assert.Equal(holds, CelEvaluator.Holds(rule, JsonNode.Parse(self)!));

    private static IEnumerable<string> RulesOf(JsonObject schema) =>
        (schema["x-kubernetes-validations"] as JsonArray ?? []).Select(r => (string)r!["rule"]!);
}
