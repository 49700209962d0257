using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Processes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Turns a container of a pod into a process to start. Reads no clock, starts nothing.</summary>
internal sealed class ContainerPlanner(NodeOptions options, PodResources capacity)
{
    private const string DefaultTerminationPath = "/dev/termination-log";

    /// <summary>The process.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container of its spec.</param>
    /// <param name="image">Its image.</param>
    /// <param name="folders">The pod's folders.</param>
    /// <param name="find">Finds a <c>configmap</c> or <c>secret</c> of the pod's namespace by name.</param>
    /// <exception cref="ContainerConfigException">It cannot be started as asked.</exception>
    public ProcessStart Plan(JsonObject pod, JsonObject container, Image image, PodFolders folders, Func<string, string, JsonObject?> find)
    {
        var name = container.String("name") ?? "";
        var paths = Paths(pod, container, image, folders);
        var environment = new ContainerEnvironment(pod, container, paths, capacity, find).Build(Base(pod, name, image, paths, folders));
        var arguments = Command(container, image)
            .Select(part => VariableExpansion.Expand(paths.Map(part), environment))
            .ToList();
        var folder = container.String("workingDir") is { Length: > 0 } asked ? paths.Map(asked) : folders.Container(name);
        return new ProcessStart(Executable(arguments[0], environment, folder), arguments, environment, folder);
    }

    /// <summary>Command replaces the entrypoint, args alone follow it (the table of ENTRYPOINT and CMD in the Kubernetes documentation).</summary>
    private static List<string> Command(JsonObject container, Image image)
    {
        var command = Texts(container.Array("command"));
        var whole = (command.Count > 0 ? command : image.Entrypoint.AsEnumerable()).Concat(Texts(container.Array("args"))).ToList();
        return whole.Count > 0 ? whole : throw new ContainerConfigException("CreateContainerError", "no command specified");
    }

    private PathMap Paths(JsonObject pod, JsonObject container, Image image, PodFolders folders)
    {
        var name = container.String("name") ?? "";
        var mounts = container["volumeMounts"].Objects().Select(mount => (mount.String("mountPath") ?? "/", MountedFolder(pod, mount, folders)));
        return new PathMap(mounts
            .Append((image.Root, image.Folder))
            .Append((container.String("terminationMessagePath") ?? DefaultTerminationPath, folders.TerminationMessage(name))));
    }

    private string MountedFolder(JsonObject pod, JsonObject mount, PodFolders folders)
    {
        var name = mount.String("name") ?? "";
        var volume = pod["spec"]?["volumes"].Objects().FirstOrDefault(item => item.String("name") == name);
        var host = options.AllowHostPath && volume?["hostPath"].String("path") is { } path ? path : folders.Volume(name);
        var below = VariableExpansion.Expand(mount.String("subPath") ?? "", new Dictionary<string, string>());
        return below.Length == 0 ? host
            : below.Split('/').Contains("..") || Path.IsPathRooted(below) ? throw new ContainerConfigException("CreateContainerConfigError", $"subPath \"{below}\" leaves its volume")
            : Path.Combine(host, below);
    }

    /// <summary>What every container has, and nothing of the host's environment but PATH.</summary>
    private IEnumerable<KeyValuePair<string, string>> Base(JsonObject pod, string name, Image image, PathMap paths, PodFolders folders)
    {
        yield return new("PATH", options.Path ?? Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin");
        yield return new("HOME", folders.Container(name));
        yield return new("HOSTNAME", pod["spec"].String("hostname") ?? pod.Name());
        yield return new("TMPDIR", folders.Temporary(name));
        yield return new("LANG", "C.UTF-8");
        yield return new("TERMINATION_MESSAGE_PATH", folders.TerminationMessage(name));
        foreach (var (key, value) in image.Environment)
        {
            yield return new(key, paths.Map(value));
        }
    }

    private static string Executable(string program, IReadOnlyDictionary<string, string> environment, string folder)
    {
        if (program.Contains('/'))
        {
            return Path.GetFullPath(program, folder);
        }

        foreach (var part in environment["PATH"].Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(part, program);
            if (File.Exists(candidate) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(candidate) & UnixFileMode.UserExecute) != 0))
            {
                return candidate;
            }
        }

        throw new ProcessStartException($"exec: \"{program}\": executable file not found in $PATH");
    }

    private static List<string> Texts(JsonArray? array) => [.. (array ?? []).Select(part => part.AsString() ?? "")];
}
