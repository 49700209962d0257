using System.Diagnostics;
using MaterialsSim.Artifacts.Files;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.Artifacts.Tests.Files;

/// <summary>The contract of all stores, and what only files can be asked.</summary>
public abstract class FileStoreContract : ArtifactStoreContract, IDisposable
{
    private readonly IArtifactStore _store;

    protected FileStoreContract()
    {
        Folder = Directory.CreateTempSubdirectory("store-").FullName;
        Outside = Directory.CreateTempSubdirectory("outside-").FullName;
        _store = Open(Folder);
    }

    protected FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected string Folder { get; }

    protected string Outside { get; }

    protected override IArtifactStore Store => _store;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(Outside, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_root_is_told_as_a_uri() => Assert.Equal("file://" + Folder, Store.Root);

    [Fact]
    public async Task A_missing_root_is_a_fault_and_is_not_made()
    {
        var missing = Path.Join(Folder, "missing");
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() => Open(missing).WriteAsync("a", Text("x"), Token));
        Assert.StartsWith($"Cannot open {missing}: ", fault.Message);
        await Assert.ThrowsAsync<ArtifactStoreException>(() => Open(missing).StatAsync("a", Token));
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task A_link_to_a_file_is_neither_read_nor_listed()
    {
        await File.WriteAllTextAsync(Path.Join(Outside, "secret"), "secret", Token);
        Directory.CreateDirectory(Path.Join(Folder, "run"));
        var link = Path.Join(Folder, "run", "link");
        File.CreateSymbolicLink(link, Path.Join(Outside, "secret"));
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() => Store.OpenReadAsync("run/link", 0, null, Token));
        Assert.Equal($"Cannot use {link}: it is a symbolic link, not a regular file, and is not followed. Remove it.", fault.Message);
        await Assert.ThrowsAsync<ArtifactStoreException>(() => Store.StatAsync("run/link", Token));
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task A_write_replaces_a_link_and_leaves_alone_what_it_names()
    {
        await File.WriteAllTextAsync(Path.Join(Outside, "theirs"), "theirs", Token);
        File.CreateSymbolicLink(Path.Join(Folder, "link"), Path.Join(Outside, "theirs"));
        Assert.False(await Store.CreateAsync("link", Text("ours"), Token));
        await Store.WriteAsync("link", Text("ours"), Token);
        Assert.Equal("ours", await ReadAsync("link"));
        Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Join(Outside, "theirs"), Token));
    }

    [Fact]
    public async Task A_link_to_a_folder_is_not_entered_by_any_call()
    {
        await File.WriteAllTextAsync(Path.Join(Outside, "theirs"), "theirs", Token);
        var link = Path.Join(Folder, "run");
        Directory.CreateSymbolicLink(link, Outside);
        foreach (var call in new Func<Task>[]
        {
            () => Store.StatAsync("run/theirs", Token),
            () => Store.OpenReadAsync("run/theirs", 0, null, Token),
            () => Store.WriteAsync("run/ours", Text("x"), Token),
            () => Store.CreateAsync("run/ours", Text("x"), Token),
            () => Store.DeleteAsync("run/theirs", Token),
            () => ListAsync("run/"),
        })
        {
            var fault = await Assert.ThrowsAsync<ArtifactStoreException>(call);
            Assert.Equal($"Cannot use {link}: it is a symbolic link, not a folder, and is not followed. Remove it.", fault.Message);
        }

        Assert.Empty(await ListAsync(""));
        await Store.DeleteAllAsync("run/", Token);
        Assert.Equal(["theirs"], Directory.GetFileSystemEntries(Outside).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Deleting_a_folder_takes_the_links_in_it_and_leaves_what_they_name()
    {
        await File.WriteAllTextAsync(Path.Join(Outside, "theirs"), "theirs", Token);
        await Store.WriteAsync("run/1/a", Text("x"), Token);
        Directory.CreateSymbolicLink(Path.Join(Folder, "run", "1", "folder"), Outside);
        File.CreateSymbolicLink(Path.Join(Folder, "run", "1", "file"), Path.Join(Outside, "theirs"));
        await Store.DeleteAllAsync("run/", Token);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
        Assert.True(File.Exists(Path.Join(Outside, "theirs")));
    }

    [Fact]
    public async Task A_fifo_is_refused_and_never_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no FIFOs in Windows folders.");
        var fifo = Path.Join(Folder, "fifo");
        MakeFifo(fifo);
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() =>
            Task.Run(() => Store.OpenReadAsync("fifo", 0, null, Token), Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Equal($"Cannot use {fifo}: it is a FIFO, socket or device, not a regular file, and is not followed. Remove it.", fault.Message);
    }

    [Fact]
    public async Task Leftovers_of_dead_writers_go_when_they_are_a_day_old()
    {
        await Store.WriteAsync("run/a", Text("x"), Token);
        var leftover = Path.Join(Folder, "run", "~0123456789abcdef0123456789abcdef");
        await File.WriteAllTextAsync(leftover, "half", Token);
        Time.Advance(TimeSpan.FromHours(23));
        Assert.Single(await ListAsync("run/"));
        Assert.True(File.Exists(leftover));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Single(await ListAsync("run/"));
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task A_writer_that_threw_leaves_no_temporary_file()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync("run/a", (_, _) => throw new InvalidOperationException(), Token));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Join(Folder, "run")));
    }

    [Fact]
    public async Task An_object_where_a_folder_is_asked_for_is_a_fault_that_names_it()
    {
        await Store.WriteAsync("a", Text("x"), Token);
        var fault = await Assert.ThrowsAsync<ArtifactStoreException>(() => Store.WriteAsync("a/b", Text("x"), Token));
        Assert.Equal($"Cannot use {Path.Join(Folder, "a")}: it is a file, not a folder, and is not followed. Remove it.", fault.Message);
    }

    protected virtual IArtifactStore Open(string folder) => new FileArtifactStore(folder, Time);

    protected static void MakeFifo(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
