using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class PodFailurePolicyTests
{
    private const string Kernel65 = """{ "action": "FailIndex", "onExitCodes": { "containerName": "kernel", "operator": "In", "values": [65] } }""";
    private const string Fetch75 = """{ "action": "Ignore", "onExitCodes": { "containerName": "fetch", "operator": "In", "values": [75] } }""";
    private const string Disrupted = """{ "action": "Ignore", "onPodConditions": [{ "type": "DisruptionTarget", "status": "True" }] }""";
    private const string FailJob = """{ "action": "FailJob", "onExitCodes": { "operator": "NotIn", "values": [1, 2] } }""";
    private const string CountAll = """{ "action": "Count", "onExitCodes": { "operator": "NotIn", "values": [99] } }""";

    public static TheoryData<string, string, int, string?, string?, bool> Cases => new()
    {
        // rules, container, exit code, condition, action, counts
        { $"{Kernel65},{Fetch75},{Disrupted}", "kernel", 65, null, "FailIndex", true },
        { $"{Kernel65},{Fetch75},{Disrupted}", "publish", 65, null, null, true },
        { $"{Kernel65},{Fetch75},{Disrupted}", "fetch", 75, null, "Ignore", false },
        { $"{Kernel65},{Fetch75},{Disrupted}", "kernel", 75, null, null, true },
        { $"{Kernel65},{Disrupted}", "kernel", 137, "DisruptionTarget", "Ignore", false },
        { $"{Kernel65},{Disrupted}", "kernel", 65, "DisruptionTarget", "FailIndex", true },
        { $"{CountAll},{Disrupted}", "kernel", 1, "DisruptionTarget", "Count", true },
        { FailJob, "any", 3, null, "FailJob", true },
        { FailJob, "any", 2, null, null, true },
        { FailJob, "any", 0, null, null, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_rule_that_matches_decides(string rules, string container, int exitCode, string? condition, string? action, bool counts)
    {
        var pod = A.Pod("Failed") with { Exits = [("other", 0), (container, exitCode)], Conditions = condition is null ? [] : [(condition, "True")] };

        var verdict = A.Policy(rules).Judge(pod, "default");

        Assert.Equal((action, counts), (verdict.Action, verdict.Counts));
    }

    [Fact]
    public void A_failed_job_says_which_container_and_rule_it_was()
    {
        var pod = A.Pod("Failed", uid: "a") with { Exits = [("kernel", 42)] };

        Assert.Equal(
            "Container kernel for pod default/pod-a failed with exit code 42 matching FailJob rule at index 1",
            A.Policy($"{Kernel65},{FailJob}").Judge(pod, "default").FailJobMessage);
    }

    [Fact]
    public void Init_containers_are_matched_after_the_main_ones()
    {
        var pod = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse("""
            { "metadata": { "name": "p", "uid": "u" }, "status": { "phase": "Failed",
              "containerStatuses": [{ "name": "publish", "state": { "waiting": { "reason": "PodInitializing" } } }],
              "initContainerStatuses": [{ "name": "fetch", "state": { "terminated": { "exitCode": 0 } } }, { "name": "kernel", "state": { "terminated": { "exitCode": 65 } } }] } }
            """)!;

        Assert.Equal("FailIndex", A.Policy(Kernel65).Judge(PodState.From(pod), "default").Action);
    }
}
