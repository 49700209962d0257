using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Node;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Node.Pods;

namespace MaterialsSim.LocalCluster.Tests.Node;

/// <summary>What happens to a container before a process is started: pure functions.</summary>
public sealed class ContainerRulesTests
{
    private static readonly PodResources Capacity = new(2, 4L << 30);

    [Theory]
    [InlineData("/work", "/host/w")]
    [InlineData("/work/in", "/host/w/in")]
    [InlineData("/workshop", "/workshop")]
    [InlineData("/work/deep/x", "/host/d/x")]
    [InlineData("--in=/work/in", "--in=/work/in")]
    [InlineData("/bin/sh", "/bin/sh")]
    [InlineData("", "")]
    public void A_path_below_a_mount_becomes_the_hosts(string text, string mapped) =>
        Assert.Equal(mapped, new PathMap([("/work", "/host/w"), ("/work/deep/", "/host/d")]).Map(text));

    [Theory]
    [InlineData("$(A)-$(B)", "1-$(B)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$A $(A", "$A $(A")]
    [InlineData("$$$(A)$", "$1$")]
    [InlineData("none", "none")]
    public void Variables_are_expanded_as_a_kubelet_does(string text, string expanded) =>
        Assert.Equal(expanded, VariableExpansion.Expand(text, new Dictionary<string, string> { ["A"] = "1" }));

    [Theory]
    [InlineData("500m", "0.5")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("1e3", "1000")]
    [InlineData("2k", "2000")]
    [InlineData("0.1", "0.1")]
    [InlineData("much", null)]
    [InlineData(null, null)]
    public void Quantities_are_read(string? text, string? amount) =>
        Assert.Equal(amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Quantity.Parse(text));

    [Fact]
    public void A_pod_requests_its_main_containers_or_its_greediest_init_container()
    {
        var pod = Pod("""
            "initContainers": [
              { "name": "a", "resources": { "requests": { "cpu": "3" } } },
              { "name": "side", "restartPolicy": "Always", "resources": { "requests": { "cpu": "250m" } } },
              { "name": "b", "resources": { "limits": { "memory": "1Gi" } } }],
            "containers": [{ "name": "m", "resources": { "requests": { "cpu": 1, "memory": "100Mi" } } }]
            """);

        Assert.Equal(new PodResources(3m, 1L << 30), PodResources.Of(pod));
    }

    [Theory]
    [InlineData("metadata.name", "p")]
    [InlineData("metadata.uid", "u")]
    [InlineData("metadata.labels['batch.kubernetes.io/job-completion-index']", "7")]
    [InlineData("metadata.annotations['none']", "")]
    [InlineData("status.podIP", "127.0.0.1")]
    [InlineData("spec.tolerations", null)]
    public void Fields_of_the_pod_are_served(string path, string? value) => Assert.Equal(value, DownwardApi.Field(Pod("\"containers\": []"), path));

    [Theory]
    [InlineData("limits.memory", "1Mi", "128")]
    [InlineData("limits.cpu", null, "2")]
    [InlineData("requests.cpu", "1m", "1500")]
    [InlineData("requests.memory", null, "0")]
    [InlineData("limits.disk", null, null)]
    public void Resources_are_served_in_units_of_the_divisor(string resource, string? divisor, string? value)
    {
        var container = (JsonObject)JsonNode.Parse("""{ "resources": { "limits": { "memory": "128Mi" }, "requests": { "cpu": "1.5" } } }""")!;

        Assert.Equal(value, DownwardApi.Resource(container, resource, divisor, Capacity));
    }

    [Fact]
    public void A_container_gets_a_clean_environment_in_order_with_paths_rewritten_once()
    {
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY_OF_THE_HOST", "secret");
        var pod = Pod("""
            "volumes": [{ "name": "work", "emptyDir": {} }],
            "containers": [{ "name": "m", "command": ["tool", "$(IN)", "/work/x", "/app/tool"], "args": ["$(UNKNOWN)"], "workingDir": "/work",
              "volumeMounts": [{ "name": "work", "mountPath": "/work" }], "terminationMessagePath": "/dev/other-log",
              "env": [{ "name": "DIR", "value": "/work" }, { "name": "IN", "value": "$(DIR)/in" }, { "name": "LOG", "value": "/dev/other-log" },
                      { "name": "NAME", "valueFrom": { "fieldRef": { "fieldPath": "metadata.name" } } },
                      { "name": "KEY", "valueFrom": { "configMapKeyRef": { "name": "settings", "key": "k" } } },
                      { "name": "NONE", "valueFrom": { "configMapKeyRef": { "name": "settings", "key": "none", "optional": true } } }] }]
            """);
        var folder = Directory.CreateTempSubdirectory("plan-").FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "tool"), "/bin/sh");
        var folders = new PodFolders("/work/root", "u");
        var image = new Image("/host/app", "/app", ["never"], new Dictionary<string, string> { ["HOME_OF_APP"] = "/app" }, "id");
        var settings = (JsonObject)JsonNode.Parse("""{ "data": { "k": "v" } }""")!;

        var plan = new ContainerPlanner(new NodeOptions { RootDirectory = "/work/root", Path = folder }, Capacity)
            .Plan(pod, (JsonObject)pod["spec"]!["containers"]![0]!, image, folders, (kind, name) => (kind, name) == ("configmap", "settings") ? settings : null);

        // The node's root lies below a path that is also a mount path: nothing is rewritten twice.
        Assert.Equal(Path.Combine(folder, "tool"), plan.Executable);
        Assert.Equal(["tool", "/work/root/pods/u/volumes/work/in", "/work/root/pods/u/volumes/work/x", "/host/app/tool", "$(UNKNOWN)"], plan.Arguments);
        Assert.Equal("/work/root/pods/u/volumes/work", plan.Folder);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["PATH"] = folder,
                ["HOME"] = "/work/root/pods/u/containers/m",
                ["HOSTNAME"] = "p",
                ["TMPDIR"] = "/work/root/pods/u/containers/m/tmp",
                ["LANG"] = "C.UTF-8",
                ["TERMINATION_MESSAGE_PATH"] = "/work/root/pods/u/containers/m/termination-log",
                ["HOME_OF_APP"] = "/host/app",
                ["DIR"] = "/work/root/pods/u/volumes/work",
                ["IN"] = "/work/root/pods/u/volumes/work/in",
                ["LOG"] = "/work/root/pods/u/containers/m/termination-log",
                ["NAME"] = "p",
                ["KEY"] = "v",
            },
            plan.Environment);
    }

    [Theory]
    [InlineData("""{ "name": "X", "valueFrom": { "configMapKeyRef": { "name": "gone", "key": "k" } } }""", "configmap \"gone\" not found")]
    [InlineData("""{ "name": "X", "valueFrom": { "secretKeyRef": { "name": "there", "key": "k" } } }""", "couldn't find key k in Secret default/there")]
    [InlineData("""{ "name": "X", "valueFrom": { "fieldRef": { "fieldPath": "spec.x" } } }""", "unsupported fieldPath: spec.x")]
    public void What_an_environment_lacks_is_told(string variable, string message)
    {
        var pod = Pod($$"""  "containers": [{ "name": "m", "env": [{{variable}}] }] """);

        var error = Assert.Throws<ContainerConfigException>(() => new ContainerEnvironment(
            pod, (JsonObject)pod["spec"]!["containers"]![0]!, new PathMap([]), Capacity, (_, name) => name == "there" ? [] : null).Build([]));

        Assert.Equal(("CreateContainerConfigError", message), (error.Reason, error.Message));
    }

    [Theory]
    [InlineData("tool", true)]
    [InlineData("docker.io/library/tool:1.0", true)]
    [InlineData("localhost:5000/tool@sha256:00", true)]
    [InlineData("localhost:5000/x/tool:v1@sha256:00", true)]
    [InlineData("tools", false)]
    [InlineData("example.com/tool/other:1", false)]
    public void An_image_is_found_by_the_base_name_of_its_repository(string reference, bool found)
    {
        var folder = Directory.CreateTempSubdirectory("image-").FullName;
        File.WriteAllText(Path.Combine(folder, "image.json"), """{ "root": "/kernel", "entrypoint": ["python3", "/kernel/run.py"], "env": { "A": "b" } }""");
        var catalog = new ImageCatalog([new ImageFolder { Name = "tool", HostFolder = folder }]);

        var image = catalog.Find(reference);

        Assert.Equal(found, image is not null);
        if (image is not null)
        {
            Assert.Equal(("/kernel", "python3 /kernel/run.py", "b"), (image.Root, string.Join(' ', image.Entrypoint), image.Environment["A"]));
            Assert.Matches("@sha256:[0-9a-f]{64}$", image.Id);
            Assert.Equal(image.Id, catalog.Find(reference)!.Id);
            File.WriteAllText(Path.Combine(folder, "more"), "x");
            Assert.NotEqual(image.Id, catalog.Find(reference)!.Id);
        }
    }

    [Theory]
    [InlineData("a\nb\nc\n", 2, 100, "b\nc\n")]
    [InlineData("a\nb\nc", 2, 100, "b\nc")]
    [InlineData("a\nb", 80, 100, "a\nb")]
    [InlineData("0123456789", 80, 4, "6789")]
    [InlineData("ää", 80, 3, "ä")]
    [InlineData("", 80, 4, "")]
    public void The_end_of_a_log_is_bounded_in_lines_and_bytes(string log, int lines, int bytes, string end) =>
        Assert.Equal(end, TerminationMessage.Last(new MemoryStream(Encoding.UTF8.GetBytes(log)), lines, bytes));

    [Fact]
    public void A_termination_message_is_cut_at_4096_bytes_and_no_link_is_followed()
    {
        var folder = Directory.CreateTempSubdirectory("message-").FullName;
        var (file, link) = (Path.Combine(folder, "file"), Path.Combine(folder, "link"));
        File.WriteAllText(file, new string('x', 5000));
        File.CreateSymbolicLink(link, file);

        Assert.Equal(4096, TerminationMessage.Read(file, null, 0, () => "log")!.Length);
        Assert.Equal("log", TerminationMessage.Read(link, "FallbackToLogsOnError", 1, () => "log"));
        Assert.Null(TerminationMessage.Read(link, "FallbackToLogsOnError", 0, () => "log"));
        Assert.Null(TerminationMessage.Read(link, "File", 1, () => "log"));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 300)]
    [InlineData(100, 300)]
    public void A_crash_loop_is_slowed_down(int ends, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RestartRules.Delay(ends));

    [Fact]
    public void The_scheduler_says_what_is_missing()
    {
        var scheduler = new PodScheduler(new NodeOptions { RootDirectory = "/", Cpu = 2, Memory = 1 << 30, MaxPods = 2 }, new JsonObject { ["kubernetes.io/os"] = "linux" });

        Assert.Null(scheduler.TryPlace(Requesting("a", "1500m")));
        Assert.StartsWith("0/1 nodes are available: 1 Insufficient cpu.", scheduler.TryPlace(Requesting("b", "1")));
        Assert.Null(scheduler.TryPlace(Requesting("c", "0")));
        Assert.StartsWith("0/1 nodes are available: 1 Too many pods, 1 Insufficient cpu.", scheduler.TryPlace(Requesting("b", "1")));
        scheduler.Free("a");
        Assert.Null(scheduler.TryPlace(Requesting("b", "1")));
    }

    private static JsonObject Requesting(string uid, string cpu) =>
        (JsonObject)JsonNode.Parse($$"""{ "metadata": { "uid": "{{uid}}" }, "spec": { "containers": [{ "resources": { "requests": { "cpu": "{{cpu}}" } } }] } }""")!;

    private static JsonObject Pod(string spec) => (JsonObject)JsonNode.Parse($$"""
        { "metadata": { "name": "p", "namespace": "default", "uid": "u", "labels": { "batch.kubernetes.io/job-completion-index": "7" } }, "spec": { {{spec}} } }
        """)!;
}
