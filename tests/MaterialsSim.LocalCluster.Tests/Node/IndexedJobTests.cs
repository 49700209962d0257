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

    [Fact]
    public async Task Exit_65_fails_its_index_at_once_other_failures_are_tried_again_and_the_rest_goes_on()
    {
        await using var cluster = await NodeCluster.StartAsync();
        const string Kernel = "case $JOB_COMPLETION_INDEX in 4) echo boom: bad lattice; exit 65;; 5) echo flaky; exit 1;; esac; cp $WORK/in $WORK/out";
        await cluster.CreateJobAsync("mixed", Spec(6, 3, Kernel, "\"backoffLimitPerIndex\": 0, \"maxFailedIndexes\": 6,"));

        var job = await cluster.UntilAsync(NodeCluster.Jobs, "mixed", IsFinished);

        var status = job["status"]!;
        Assert.Equal(("0-3", "4,5"), ((string)status["completedIndexes"]!, (string)status["failedIndexes"]!));
        Assert.Equal((4, 2, 0), ((int)status["succeeded"]!, (int)status["failed"]!, (int)status["terminating"]!));
        Assert.Equal(["FailureTarget", "Failed"], Conditions(job));
        Assert.Equal("FailedIndexes", (string)status["conditions"]![1]!["reason"]!);
        var failed = (await cluster.Client.ListAsync(NodeCluster.Pods, "default", null, NodeCluster.Cancel)).Items
            .Single(pod => (string)pod["metadata"]!["annotations"]!["batch.kubernetes.io/job-completion-index"]! == "4");
        Assert.Equal("boom: bad lattice\n", (string)failed["status"]!["initContainerStatuses"]![1]!["state"]!["terminated"]!["message"]!);
        await cluster.UntilAsync(NodeCluster.Events, item => (string?)item["reason"] == "FailedIndexes" && (string?)item["message"] == "Job has failed indexes");
    }

    [Fact]
    public async Task Less_parallelism_while_running_leaves_as_many_pods_and_no_index_runs_twice_to_its_end()
    {
        await using var cluster = await NodeCluster.StartAsync(grace: TimeSpan.FromSeconds(1));
        var (gate, done) = (Path.Combine(cluster.Folder, "gate"), Directory.CreateDirectory(Path.Combine(cluster.Folder, "done")).FullName);
        await cluster.CreateJobAsync("live", Spec(20, 12, $"until [ -e {gate} ]; do sleep 0.05; done; echo x >> {done}/$JOB_COMPLETION_INDEX; cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 0,"));
        await cluster.UntilAsync(NodeCluster.Jobs, "live", job => (int?)job["status"]?["active"] == 12);

        await EditAsync(cluster, "live", spec => spec["parallelism"] = 3);
        await cluster.UntilAsync(NodeCluster.Jobs, "live", job => (int?)job["status"]?["active"] == 3 && (int?)job["status"]?["terminating"] == 0);
        var left = (await cluster.Client.ListAsync(NodeCluster.Pods, "default", null, NodeCluster.Cancel)).Items.Count;
        await File.WriteAllTextAsync(gate, "", NodeCluster.Cancel);
        var job = await cluster.UntilAsync(NodeCluster.Jobs, "live", IsFinished);

        Assert.Equal(3, left);
        Assert.Equal("0-19", (string)job["status"]!["completedIndexes"]!);
        Assert.Null(job["status"]!["failed"]);
        Assert.All(Directory.EnumerateFiles(done), file => Assert.Equal("x\n", File.ReadAllText(file)));
    }

    [Fact]
    public async Task A_suspended_job_has_no_pods_and_goes_on_when_resumed()
    {
        await using var cluster = await NodeCluster.StartAsync(grace: TimeSpan.FromSeconds(1));
        var gate = Path.Combine(cluster.Folder, "gate");
        await cluster.CreateJobAsync("pause", Spec(4, 2, $"until [ -e {gate} ]; do sleep 0.05; done; cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 0,"));
        await cluster.UntilAsync(NodeCluster.Jobs, "pause", job => (int?)job["status"]?["active"] == 2);

        await EditAsync(cluster, "pause", spec => spec["suspend"] = true);
        var suspended = await cluster.UntilAsync(NodeCluster.Jobs, "pause", job => Conditions(job).Contains("Suspended") && job["status"]!["active"] is null && (int)job["status"]!["terminating"]! == 0);
        Assert.Empty((await cluster.Client.ListAsync(NodeCluster.Pods, "default", null, NodeCluster.Cancel)).Items);
        await File.WriteAllTextAsync(gate, "", NodeCluster.Cancel);
        await EditAsync(cluster, "pause", spec => spec["suspend"] = false);
        var job = await cluster.UntilAsync(NodeCluster.Jobs, "pause", IsFinished);

        Assert.Equal("0-3", (string)job["status"]!["completedIndexes"]!);
        Assert.Null(suspended["status"]!["failed"]);
        Assert.Null(job["status"]!["failed"]);
    }

    [Fact]
    public async Task A_pod_deleted_by_hand_is_counted_once_and_replaced_when_it_is_gone()
    {
        await using var cluster = await NodeCluster.StartAsync(grace: TimeSpan.FromMilliseconds(500));
        var gate = Path.Combine(cluster.Folder, "gate");
        await cluster.CreateJobAsync("hand", Spec(1, 1, $"until [ -e {gate} ]; do sleep 0.05; done; cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 1,"));
        var pod = await cluster.UntilAsync(NodeCluster.Pods, pod => pod["status"]?["initContainerStatuses"]?[1]?["state"]?["running"] is not null);
        await File.WriteAllTextAsync(gate, "", NodeCluster.Cancel);

        await cluster.Client.DeleteAsync(NodeCluster.Pods, "default", (string)pod!["metadata"]!["name"]!, null, null, null, NodeCluster.Cancel);
        var job = await cluster.UntilAsync(NodeCluster.Jobs, "hand", IsFinished);

        // It may have succeeded within its grace period: then it counts as that, and once.
        Assert.Equal("0", (string)job["status"]!["completedIndexes"]!);
        Assert.Equal((1, true), ((int)job["status"]!["succeeded"]!, (int?)job["status"]!["failed"] is null or 1));
    }

    [Fact]
    public async Task A_finished_job_goes_after_its_time()
    {
        await using var cluster = await NodeCluster.StartAsync();
        var deleting = cluster.UntilAsync(NodeCluster.Jobs, "ttl", job => job["metadata"]!["deletionTimestamp"] is not null);
        await cluster.CreateJobAsync("ttl", Spec(1, 1, "cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 0, \"ttlSecondsAfterFinished\": 0,"));

        Assert.True(IsFinished(await deleting));
        await cluster.GoneAsync(NodeCluster.Jobs, "ttl");
        Assert.Empty((await cluster.Client.ListAsync(NodeCluster.Pods, "default", null, NodeCluster.Cancel)).Items);
    }

    [Fact]
    public async Task Many_short_pods_run_through_few_places()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreateJobAsync("many", Spec(60, 20, "cp $WORK/in $WORK/out", "\"backoffLimitPerIndex\": 0,"));

        var job = await cluster.UntilAsync(NodeCluster.Jobs, "many", IsFinished);
        Assert.Equal("0-59", (string)job["status"]!["completedIndexes"]!);
    }

    private static async Task EditAsync(NodeCluster cluster, string name, Action<JsonNode> edit)
    {
        // The controller writes the status beside: without a resourceVersion the edit of the spec wins.
        var job = (await cluster.Client.GetAsync(NodeCluster.Jobs, "default", name, NodeCluster.Cancel))!;
        edit(job["spec"]!);
        job["metadata"]!.AsObject().Remove("resourceVersion");
        await cluster.Client.UpdateAsync(NodeCluster.Jobs, job, null, NodeCluster.Cancel);
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
