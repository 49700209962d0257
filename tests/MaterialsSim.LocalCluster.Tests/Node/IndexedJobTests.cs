using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.Node;

/// <summary>Whole Indexed Jobs with init containers, as a real node ran them (docs of the campaigns' Jobs: fetch, kernel, publish).</summary>
public sealed class IndexedJobTests
{
    private const string Mount = """ "volumeMounts": [{ "name": "work", "mountPath": "/work" }], "env": [{ "name": "WORK", "value": "/work" }] """;

    [Fact]
    public async Task Every_index_runs_its_init_containers_in_order_and_the_job_completes()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreateJobAsync("whole", Spec(6, 3, "cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 2,"));

        var job = await cluster.UntilAsync(NodeCluster.Jobs, "whole", IsFinished);

        Assert.Equal("0-5", job["status"]!["completedIndexes"]!.GetValue<string>());
        Assert.Equal(6, (int)job["status"]!["succeeded"]!);
        Assert.Equal(["SuccessCriteriaMet", "Complete"], Conditions(job));
        var pods = (await cluster.Client.ListAsync(NodeCluster.Pods, "default", null, NodeCluster.Cancel)).Items;
        Assert.Equal(6, pods.Count);
        foreach (var pod in pods)
        {
            var index = pod["metadata"]!["annotations"]!["batch.kubernetes.io/job-completion-index"]!.GetValue<string>();
            Assert.Matches($"^whole-{index}-[a-z0-9]{{5}}$", pod["metadata"]!["name"]!.GetValue<string>());
            Assert.Equal($"index {index}\n", await cluster.LogAsync(pod, "publish"));
            Assert.Null(pod["metadata"]!["finalizers"]);
        }
    }

    private static string Spec(int completions, int parallelism, string kernel, string more) => $$"""
        {
          "completionMode": "Indexed", "completions": {{completions}}, "parallelism": {{parallelism}}, {{more}} "podReplacementPolicy": "Failed",
          "podFailurePolicy": { "rules": [
            { "action": "FailIndex", "onExitCodes": { "containerName": "kernel", "operator": "In", "values": [65] } },
            { "action": "Ignore", "onPodConditions": [{ "type": "DisruptionTarget", "status": "True" }] }] },
          "template": { "spec": {
            "restartPolicy": "Never",
            "volumes": [{ "name": "work", "emptyDir": {} }],
            "initContainers": [
              {{NodeCluster.Container("fetch", "echo index $JOB_COMPLETION_INDEX > $WORK/in", Mount)}},
              {{NodeCluster.Container("kernel", kernel, Mount + ", \"terminationMessagePolicy\": \"FallbackToLogsOnError\"")}}],
            "containers": [{{NodeCluster.Container("publish", "cat $WORK/out", Mount)}}]
          } }
        }
        """;

    private static bool IsFinished(JsonObject job) => Conditions(job).Any(type => type is "Complete" or "Failed");

    private static string[] Conditions(JsonObject job) =>
        [.. (job["status"]?["conditions"]?.AsArray() ?? []).Where(condition => condition!["status"]!.GetValue<string>() == "True").Select(condition => condition!["type"]!.GetValue<string>())];
}
