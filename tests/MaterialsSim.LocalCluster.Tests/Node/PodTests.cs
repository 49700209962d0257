using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.Node;

/// <summary>Pods as real processes: short shell scripts.</summary>
public sealed class PodTests
{
    [Fact]
    public async Task Init_containers_run_in_order_share_volumes_and_the_status_tells_all()
    {
        await using var cluster = await NodeCluster.StartAsync();
        const string Mounted = """ "volumeMounts": [{ "name": "v", "mountPath": "/v" }], "env": [{ "name": "V", "value": "/v" }] """;
        await cluster.CreatePodAsync("order", $$"""
            { "restartPolicy": "Never", "volumes": [{ "name": "v", "emptyDir": {} }],
              "initContainers": [{{NodeCluster.Container("one", "echo 1 >> $V/f", Mounted)}}, {{NodeCluster.Container("two", "echo 2 >> $V/f", Mounted)}}],
              "containers": [{{NodeCluster.Container("main", "cat $V/f; cat $V/f > $TERMINATION_MESSAGE_PATH", Mounted)}}] }
            """);

        var pod = await cluster.EndedAsync("order");

        Assert.Equal("Succeeded", Phase(pod));
        Assert.Equal("1\n2\n", await cluster.LogAsync(pod, "main"));
        var end = Ended(pod, "main");
        Assert.Equal((0, "Completed", "1\n2\n"), ((int)end["exitCode"]!, (string)end["reason"]!, (string)end["message"]!));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)end["finishedAt"]!);
        Assert.Equal("local", (string)pod["spec"]!["nodeName"]!);
        Assert.Equal(
            ["PodReadyToStartContainers=False", "Initialized=True PodCompleted", "Ready=False PodCompleted", "ContainersReady=False PodCompleted", "PodScheduled=True"],
            pod["status"]!["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]} {condition["reason"]}".Trim()));
    }

    [Fact]
    public async Task The_folders_of_an_ended_pod_are_removed()
    {
        var folder = Directory.CreateTempSubdirectory("folders-").FullName;
        await using (var cluster = await NodeCluster.StartAsync(folder: folder, keepState: true))
        {
            await cluster.CreatePodAsync("short", $$"""{ "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", "echo kept; touch $HOME/x $TMPDIR/y")}}] }""");
            await cluster.EndedAsync("short");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "node", "pods")));
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(folder, "node", "logs"), "*.log", SearchOption.AllDirectories).Single(), NodeCluster.Cancel));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("exit 65", 65, "Error")]
    [InlineData("kill -TERM $$$$", 143, "Error")]
    [InlineData("kill -KILL $$$$", 137, "Error")]
    [InlineData("exit 0", 0, "Completed")]
    public async Task Exit_codes_and_signals_are_told(string script, int exitCode, string reason)
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("exit", $$"""{ "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", script)}}] }""");

        var end = Ended(await cluster.EndedAsync("exit"), "main");

        Assert.Equal((exitCode, reason), ((int)end["exitCode"]!, (string)end["reason"]!));
    }

    [Fact]
    public async Task A_failing_init_container_fails_the_pod_and_its_last_words_are_kept()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("init", $$"""
            { "restartPolicy": "Never",
              "initContainers": [{{NodeCluster.Container("kernel", "echo to stdout; echo boom: bad lattice >&2; exit 65", "\"terminationMessagePolicy\": \"FallbackToLogsOnError\"")}}],
              "containers": [{{NodeCluster.Container("main", "exit 0")}}] }
            """);

        var pod = await cluster.EndedAsync("init");

        Assert.Equal("Failed", Phase(pod));
        Assert.Equal("to stdout\nboom: bad lattice\n", (string)Ended(pod, "kernel")["message"]!);
        Assert.Equal("PodInitializing", (string)Status(pod, "main")["state"]!["waiting"]!["reason"]!);
    }

    [Fact]
    public async Task The_image_names_what_runs_and_its_paths_are_the_hosts()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("image", """{ "restartPolicy": "Never", "containers": [{ "name": "main", "image": "example.com/tool:1" }] }""");

        var pod = await cluster.EndedAsync("image");

        Assert.Equal($"hello from {cluster.Folder}/images/tool/hello.sh\n", await cluster.LogAsync(pod, "main"));
        Assert.Matches("^example.com/tool@sha256:[0-9a-f]{64}$", (string)Status(pod, "main")["imageID"]!);
    }

    [Fact]
    public async Task An_unknown_image_waits_as_on_a_kubelet_and_the_pod_can_be_deleted()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("unknown", """{ "restartPolicy": "Never", "containers": [{ "name": "main", "image": "nobody/knows:1" }] }""");

        var pod = await cluster.UntilAsync(NodeCluster.Pods, "unknown", pod => (string?)Status(pod, "main")?["state"]?["waiting"]?["reason"] == "ImagePullBackOff");

        Assert.Equal("Pending", Phase(pod));
        await cluster.UntilAsync(NodeCluster.Events, item => (string?)item["reason"] == "BackOff");
        await cluster.Client.DeleteAsync(NodeCluster.Pods, "default", "unknown", null, null, null, NodeCluster.Cancel);
        await cluster.GoneAsync(NodeCluster.Pods, "unknown");
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_the_container_with_128()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("none", """{ "restartPolicy": "Never", "containers": [{ "name": "main", "image": "tool", "command": ["no-such-program"] }] }""");

        var end = Ended(await cluster.EndedAsync("none"), "main");

        Assert.Equal((128, "StartError"), ((int)end["exitCode"]!, (string)end["reason"]!));
        Assert.EndsWith("exec: \"no-such-program\": executable file not found in $PATH", (string)end["message"]!);
    }

    [Fact]
    public async Task A_deleted_pod_gets_SIGTERM_and_its_time_then_goes()
    {
        await using var cluster = await NodeCluster.StartAsync();
        var file = Path.Combine(cluster.Folder, "last-words");
        await cluster.CreatePodAsync("deleted", $$"""
            { "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", $"trap 'echo bye > {file}; exit 3' TERM; echo up; while :; do sleep 0.05; done")}}] }
            """);
        var running = await RunningAsync(cluster, "deleted");
        await SaysAsync(cluster, running, "up");

        await cluster.Client.DeleteAsync(NodeCluster.Pods, "default", "deleted", null, null, null, NodeCluster.Cancel);
        await cluster.GoneAsync(NodeCluster.Pods, "deleted");

        Assert.Equal("bye\n", await File.ReadAllTextAsync(file, NodeCluster.Cancel));
    }

    [Fact]
    public async Task A_container_that_ignores_SIGTERM_is_killed_with_all_its_children()
    {
        await using var cluster = await NodeCluster.StartAsync(grace: TimeSpan.FromMilliseconds(200));
        await cluster.CreatePodAsync("stubborn", $$"""
            { "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", "trap '' TERM; sleep 1000 & echo $!; while :; do sleep 1; done")}}] }
            """);
        var child = int.Parse(await SaysAsync(cluster, await RunningAsync(cluster, "stubborn"), ""));
        Assert.True(Directory.Exists($"/proc/{child}"));

        await cluster.Client.DeleteAsync(NodeCluster.Pods, "default", "stubborn", null, null, null, NodeCluster.Cancel);
        await cluster.GoneAsync(NodeCluster.Pods, "stubborn");

        Assert.False(IsAlive(child));
    }

    [Fact]
    public async Task Children_that_outlive_their_container_are_killed_and_hold_nothing_up()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("orphan", $$"""{ "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", "sleep 1000 & echo $!")}}] }""");

        var pod = await cluster.EndedAsync("orphan");

        Assert.Equal("Succeeded", Phase(pod));
        Assert.False(IsAlive(int.Parse(await cluster.LogAsync(pod, "main"))));
    }

    [Fact]
    public async Task The_deadline_of_a_pod_covers_its_init_containers()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("late", $$"""
            { "restartPolicy": "Never", "activeDeadlineSeconds": 1,
              "initContainers": [{{NodeCluster.Container("kernel", "exec sleep 1000")}}], "containers": [{{NodeCluster.Container("main", "exit 0")}}] }
            """);

        var pod = await cluster.EndedAsync("late");

        Assert.Equal(("Failed", "DeadlineExceeded"), (Phase(pod), (string)pod["status"]!["reason"]!));
        Assert.Equal("Pod was active on the node longer than the specified deadline", (string)pod["status"]!["message"]!);
        Assert.Equal(143, (int)Ended(pod, "kernel")["exitCode"]!);
    }

    [Fact]
    public async Task A_failing_container_is_restarted_once_at_once_and_then_backs_off()
    {
        await using var cluster = await NodeCluster.StartAsync();
        await cluster.CreatePodAsync("loop", $$"""{ "restartPolicy": "OnFailure", "containers": [{{NodeCluster.Container("main", "echo again; exit 1")}}] }""");

        var pod = await cluster.UntilAsync(NodeCluster.Pods, "loop", pod => (string?)Status(pod, "main")?["state"]?["waiting"]?["reason"] == "CrashLoopBackOff");

        Assert.Equal(1, (int)Status(pod, "main")["restartCount"]!);
        Assert.Equal(1, (int)Status(pod, "main")["lastState"]!["terminated"]!["exitCode"]!);
        Assert.StartsWith("back-off 10s restarting failed container=main pod=loop_default(", (string)Status(pod, "main")["state"]!["waiting"]!["message"]!);
        Assert.Equal("Running", Phase(pod));
        Assert.Equal("again\n", await cluster.LogAsync(pod, "main", previous: true));
    }

    [Fact]
    public async Task A_restartable_init_container_runs_beside_the_others_and_ends_after_them()
    {
        await using var cluster = await NodeCluster.StartAsync();
        var file = Path.Combine(cluster.Folder, "salvaged");
        await cluster.CreatePodAsync("sidecar", $$"""
            { "restartPolicy": "Never",
              "initContainers": [
                {{NodeCluster.Container("salvage", $"trap 'echo saved > {file}; exit 0' TERM; touch {file}.up; while :; do sleep 0.05; done", "\"restartPolicy\": \"Always\"")}},
                {{NodeCluster.Container("kernel", $"until [ -e {file}.up ]; do sleep 0.05; done; exit 65")}}],
              "containers": [{{NodeCluster.Container("main", "exit 0")}}] }
            """);

        var pod = await cluster.EndedAsync("sidecar");

        Assert.Equal("Failed", Phase(pod));
        Assert.Equal("saved\n", await File.ReadAllTextAsync(file, NodeCluster.Cancel));
        Assert.Equal(0, (int)Ended(pod, "salvage")["exitCode"]!);
        Assert.Equal(65, (int)Ended(pod, "kernel")["exitCode"]!);
    }

    [Fact]
    public async Task A_log_can_be_followed_to_the_containers_end()
    {
        await using var cluster = await NodeCluster.StartAsync();
        var gate = Path.Combine(cluster.Folder, "gate");
        await cluster.CreatePodAsync("log", $$"""{ "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", $"echo first; until [ -e {gate} ]; do sleep 0.05; done; echo last")}}] }""");
        var pod = await RunningAsync(cluster, "log");
        await SaysAsync(cluster, pod, "first");

        var following = cluster.LogAsync(pod, "main", follow: true);
        await File.WriteAllTextAsync(gate, "", NodeCluster.Cancel);

        Assert.Equal("first\nlast\n", await following);
        Assert.Equal("", await cluster.LogAsync(pod, "../main"));
    }

    [Fact]
    public async Task Pods_beyond_the_nodes_capacity_wait_and_are_told_why()
    {
        await using var cluster = await NodeCluster.StartAsync(cpu: 1);
        await cluster.CreatePodAsync("greedy", $$"""
            { "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", "exit 0", "\"resources\": { \"requests\": { \"cpu\": \"8\" } }")}}] }
            """);

        var pod = await cluster.UntilAsync(NodeCluster.Pods, "greedy", pod => pod["status"]!["conditions"] is not null);

        var condition = pod["status"]!["conditions"]![0]!;
        Assert.Equal(("PodScheduled", "False", "Unschedulable"), ((string)condition["type"]!, (string)condition["status"]!, (string)condition["reason"]!));
        Assert.StartsWith("0/1 nodes are available: 1 Insufficient cpu.", (string)condition["message"]!);
    }

    [Fact]
    public async Task A_stopping_node_ends_its_pods_and_says_that_they_are_not_to_blame()
    {
        var folder = Directory.CreateTempSubdirectory("stop-").FullName;
        await using (var first = await NodeCluster.StartAsync(folder: folder, keepState: true))
        {
            await first.CreatePodAsync("running", $$"""{ "restartPolicy": "Never", "containers": [{{NodeCluster.Container("main", "exec sleep 1000")}}] }""");
            await RunningAsync(first, "running");
        }

        await using var second = await NodeCluster.StartAsync(folder: folder, keepState: true);
        var pod = await second.EndedAsync("running");

        Assert.Equal(("Failed", "Terminated", 143), (Phase(pod), (string)pod["status"]!["reason"]!, (int)Ended(pod, "main")["exitCode"]!));
        Assert.Contains(pod["status"]!["conditions"]!.AsArray(), condition => (string)condition!["type"]! == "DisruptionTarget" && (string)condition["reason"]! == "TerminationByKubelet");
    }

    private static Task<JsonObject> RunningAsync(NodeCluster cluster, string name) => cluster.UntilAsync(NodeCluster.Pods, name, pod => Phase(pod) == "Running");

    /// <summary>The first line of the log that begins as asked, once it is there.</summary>
    private static async Task<string> SaysAsync(NodeCluster cluster, JsonObject pod, string start)
    {
        await using var log = await cluster.Host.PodRuntime!.OpenLogAsync((string)pod["metadata"]!["uid"]!, "main", false, true, NodeCluster.Cancel);
        using var reader = new StreamReader(log!);
        while (await reader.ReadLineAsync(NodeCluster.Cancel) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the container ended without a line that begins with {start}");
    }

    /// <summary>Whether a process runs; a zombie, whose parent has only not looked yet, does not.</summary>
    private static bool IsAlive(int pid) =>
        File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[stat.LastIndexOf(')') + 2] != 'Z';

    private static string Phase(JsonObject pod) => (string)pod["status"]!["phase"]!;

    private static JsonNode Status(JsonObject pod, string container) =>
        (pod["status"]!["initContainerStatuses"]?.AsArray() ?? []).Concat(pod["status"]!["containerStatuses"]?.AsArray() ?? []).FirstOrDefault(status => (string)status!["name"]! == container)!;

    private static JsonNode Ended(JsonObject pod, string container) => Status(pod, container)["state"]!["terminated"]!;
}
