using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Node.Pods;
using MaterialsSim.LocalCluster.Node.Processes;

namespace MaterialsSim.LocalCluster.Tests.Node;

public sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> NoEnvironment = new() { ["PATH"] = "/usr/bin:/bin" };

    [Fact]
    public async Task The_watchdog_kills_the_groups_that_are_left_when_its_pipe_ends()
    {
        using var table = new ProcessTable(Path.GetTempPath());
        var watchdog = new Watchdog(Path.GetTempPath());
        var (kept, left) = (table.Start(Sleep()), table.Start(Sleep()));
        watchdog.Add(kept.Pid);
        watchdog.Add(left.Pid);
        watchdog.Remove(kept.Pid);

        // What the end of this process would do to the pipe.
        watchdog.Dispose();

        Assert.Equal(137, await left.Exit.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(kept.Exit.IsCompleted);
        kept.Signal(NativeMethods.SigKill);
        Assert.Equal(137, await kept.Exit.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_process_has_a_group_and_session_of_its_own_default_signals_and_no_stray_descriptors()
    {
        using var table = new ProcessTable(Path.GetTempPath());
        var process = table.Start(new ProcessStart("/bin/sh", ["sh", "-c", "cut -d' ' -f1,5,6 /proc/$$/stat; sed -n 's/SigIgn:.*\\(.......\\)$/\\1/p' /proc/$$/status; ls /proc/$$/fd"], NoEnvironment, "/"));
        using var reader = new StreamReader(process.Output);

        var output = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await process.Exit.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal($"{process.Pid} {process.Pid} {process.Pid}\n0000000\n0\n1\n2\n", output);
    }

    [Fact]
    public async Task Leftovers_of_an_earlier_life_are_told_by_their_start_time()
    {
        var root = Directory.CreateTempSubdirectory("left-").FullName;
        var (one, other) = (Directory.CreateDirectory(Path.Combine(root, "a", "containers", "m")).FullName, Directory.CreateDirectory(Path.Combine(root, "b", "containers", "m")).FullName);
        using var table = new ProcessTable(Path.GetTempPath());
        var (left, reused) = (table.Start(Sleep()), table.Start(Sleep()));
        LeftoverProcesses.Note(one, left.Pid);
        File.WriteAllText(Path.Combine(other, "pid"), $"{reused.Pid} 1");

        LeftoverProcesses.KillAll(root);

        Assert.Equal(137, await left.Exit.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(reused.Exit.IsCompleted);
        reused.Signal(NativeMethods.SigKill);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_pod_whose_node_went_is_written_off_and_not_to_blame()
    {
        var pod = (JsonObject)JsonNode.Parse("""
            { "metadata": { "name": "p", "uid": "u" }, "spec": { "nodeName": "local" },
              "status": { "phase": "Running", "startTime": "2026-01-01T00:00:00Z", "conditions": [{ "type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z" }],
                "initContainerStatuses": [{ "name": "fetch", "state": { "terminated": { "exitCode": 0 } } }, { "name": "kernel", "state": { "running": { "startedAt": "2026-01-01T00:00:01Z" } } }],
                "containerStatuses": [{ "name": "publish", "state": { "waiting": { "reason": "PodInitializing" } } }] } }
            """)!;

        Assert.True(LostPods.IsLost(pod));
        var status = LostPods.Status(pod, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(("Failed", "NodeLost"), ((string)status["phase"]!, (string)status["reason"]!));
        var kernel = status["initContainerStatuses"]![1]!["state"]!["terminated"]!;
        Assert.Equal((137, "ContainerStatusUnknown", "2026-01-01T00:00:01Z"), ((int)kernel["exitCode"]!, (string)kernel["reason"]!, (string)kernel["startedAt"]!));
        Assert.Equal("PodInitializing", (string)status["containerStatuses"]![0]!["state"]!["waiting"]!["reason"]!);
        Assert.Contains(status["conditions"]!.AsArray(), condition => (string)condition!["type"]! == "DisruptionTarget" && (string)condition["reason"]! == "DeletionByPodGC");
    }

    private static ProcessStart Sleep() => new("/bin/sh", ["sh", "-c", "sleep 1000"], NoEnvironment, "/");
}
