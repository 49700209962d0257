using MaterialsSim.Artifacts.Files;

namespace MaterialsSim.Artifacts.Tests.Files;

public sealed class FileFaultTests
{
    [Theory]
    [InlineData(28, "Cannot write /a/b: the disk is full. Free space or enlarge the volume.")]
    [InlineData(30, "Cannot write /a/b: the file system is read-only. Mount it writable.")]
    [InlineData(122, "Cannot write /a/b: the disk quota is used up. Free space or raise the quota.")]
    [InlineData(24, "Cannot write /a/b: too many files are open. Raise the limit of open files.")]
    [InlineData(2, "Cannot write /a/b: a folder on the way is gone. Create it or mount the volume.")]
    [InlineData(5, "Cannot write /a/b: Input/output error. Check the volume.")]
    public void A_fault_tells_what_happened_to_which_file_and_what_to_do(int errno, string message)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are Linux's.");
        Assert.Equal(message, FileFault.Of("write", "/a/b", errno).Message);
    }

    [Fact]
    public void Refused_permission_names_the_user_and_is_told_apart()
    {
        var fault = FileFault.Of("open", "/a", FileFault.Eacces);
        Assert.Equal($"Cannot open /a: permission denied. Give user '{Environment.UserName}' access to the folder.", fault.Message);
        Assert.IsType<UnauthorizedAccessException>(fault.InnerException);
    }

    [Fact]
    public void A_full_disk_is_a_fault_of_the_store_and_names_the_object()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var stream = new FileWriteStream(full, "/store/run/plan.json");
        stream.Write(new byte[100]);
        var fault = Assert.Throws<ArtifactStoreException>(stream.Flush);
        Assert.Equal("Cannot write /store/run/plan.json: the disk is full. Free space or enlarge the volume.", fault.Message);
    }

    [Fact]
    public async Task A_file_system_that_takes_no_writes_is_a_fault_of_the_store()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        var store = new FileArtifactStore("/proc/self", TimeProvider.System);
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() =>
            store.CreateAsync("a", (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken));
        Assert.StartsWith("Cannot create a file in /proc/self: ", fault.Message);
    }
}
