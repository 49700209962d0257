using System.Text.Json;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Status;

namespace MaterialsSim.ControllerRuntime.Tests.Status;

public sealed class ConditionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, 123, TimeSpan.FromHours(2));

    private readonly List<V1Condition> conditions = [];

    [Fact]
    public void A_new_condition_has_the_time_in_whole_seconds_and_survives_the_way_to_the_server()
    {
        Assert.True(Conditions.Set(conditions, "Ready", "True", "Done", "", 3, Noon));
        var condition = Assert.Single(conditions);
        Assert.Equal(new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc), condition.LastTransitionTime);
        var json = JsonSerializer.Serialize(condition, ApiJson.Options);
        Assert.Contains("\"2026-01-01T10:00:00Z\"", json, StringComparison.Ordinal);
        Assert.Equal(condition, JsonSerializer.Deserialize<V1Condition>(json, ApiJson.Options));
    }

    [Fact]
    public void The_transition_time_moves_with_the_status_alone()
    {
        Conditions.Set(conditions, "Ready", "False", "Waiting", "one", 1, Noon);
        var first = conditions[0];
        Assert.True(Conditions.Set(conditions, "Ready", "False", "StillWaiting", "two", 2, Noon.AddHours(1)));
        Assert.Equal(first.LastTransitionTime, conditions[0].LastTransitionTime);
        Assert.Equal(("Waiting", "StillWaiting"), (first.Reason, conditions[0].Reason));
        Assert.True(Conditions.Set(conditions, "Ready", "True", "Done", "two", 2, Noon.AddHours(2)));
        Assert.Equal(first.LastTransitionTime.AddHours(2), conditions[0].LastTransitionTime);
    }

    [Fact]
    public void Setting_what_is_set_changes_nothing()
    {
        Conditions.Set(conditions, "Ready", "True", "Done", "m", 1, Noon);
        Assert.False(Conditions.Set(conditions, "Ready", "True", "Done", "m", 1, Noon.AddDays(1)));
    }

    [Fact]
    public void Conditions_are_found_and_removed_by_type()
    {
        Conditions.Set(conditions, "Ready", "True", "Done", "", 1, Noon);
        Conditions.Set(conditions, "Stalled", "False", "Fine", "", 1, Noon);
        Assert.True(Conditions.IsTrue(conditions, "Ready"));
        Assert.False(Conditions.IsTrue(conditions, "Stalled"));
        Assert.False(Conditions.IsTrue(null, "Ready"));
        Assert.True(Conditions.Remove(conditions, "Ready"));
        Assert.False(Conditions.Remove(conditions, "Ready"));
        Assert.Equal("Stalled", Assert.Single(conditions).Type);
    }

    [Fact]
    public void A_message_beyond_the_schemas_bound_is_cut()
    {
        Conditions.Set(conditions, "Ready", "True", "Done", new string('x', 40_000), 1, Noon);
        Assert.Equal(32768, conditions[0].Message.Length);
    }

    [Theory]
    [InlineData("true", "Reason")]
    [InlineData("True", "")]
    public void A_condition_that_the_server_would_refuse_is_refused_here(string status, string reason) =>
        Assert.Throws<ArgumentException>(() => Conditions.Set(conditions, "Ready", status, reason, "", 1, Noon));
}
