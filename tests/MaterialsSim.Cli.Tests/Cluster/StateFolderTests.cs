using MaterialsSim.Cli.Cluster;

namespace MaterialsSim.Cli.Tests.Cluster;

public sealed class StateFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void One_process_holds_it_at_a_time()
    {
        using (StateFolder.Open(_folder))
        {
            var refused = Assert.Throws<CliException>(() => StateFolder.Open(_folder));
            Assert.Equal(ExitCodes.ClusterFailed, refused.ExitCode);
            Assert.Contains("is in use by another materialssim", refused.Message);
        }

        StateFolder.Open(_folder).Dispose();
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void It_is_readable_by_its_owner_alone()
    {
        var path = Path.Combine(_folder, "new");
        using var state = StateFolder.Open(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
