namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Where a pod's files lie below the node's root.</summary>
internal sealed class PodFolders(string root, string uid)
{
    public string Pod { get; } = Path.Combine(root, "pods", uid);

    public string Logs { get; } = Path.Combine(root, "logs", uid);

    public string Volume(string name) => Path.Combine(Pod, "volumes", name);

    /// <summary>A container's scratch folder, which is its HOME and default working folder.</summary>
    public string Container(string name) => Path.Combine(Pod, "containers", name);

    public string Temporary(string name) => Path.Combine(Container(name), "tmp");

    public string TerminationMessage(string name) => Path.Combine(Container(name), "termination-log");

    public string Log(string name, int restart) =>
        Path.Combine(Logs, name, restart.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".log");
}
