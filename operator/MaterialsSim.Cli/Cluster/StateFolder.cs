namespace MaterialsSim.Cli.Cluster;

/// <summary>The folder that a local cluster lives in, held by one process at a time.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>State of the API server.</summary>
    public string Cluster => Folder("cluster");

    /// <summary>Pods, volumes and container logs of the node.</summary>
    public string Node => Folder("node");

    /// <summary>The artifact root.</summary>
    public string Artifacts => Folder("artifacts");

    /// <summary>Where the operator logs.</summary>
    public string OperatorLog => System.IO.Path.Combine(Folder("logs"), "operator.log");

    /// <summary>Creates the folder, for its owner alone, or opens the one that is there.</summary>
    /// <exception cref="CliException">Another process holds it, or it cannot be written.</exception>
    public static StateFolder Open(string path)
    {
        try
        {
            Create(path);
            return new StateFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Directory.Exists(path))
        {
            throw new CliException(ExitCodes.ClusterFailed, $"The state folder {path} is in use by another materialssim ({e.Message}). Stop that one, or take another folder by --state.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CliException(ExitCodes.ClusterFailed, $"The state folder {path} cannot be used: {e.Message}. Take another one by --state.", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private string Folder(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Create(path);
        return path;
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // It holds the cluster's token and key.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
