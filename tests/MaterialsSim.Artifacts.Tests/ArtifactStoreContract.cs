using System.Text;

namespace MaterialsSim.Artifacts.Tests;

/// <summary>What every store does. A store's test class derives from this and opens it; nothing here knows which store it is.</summary>
public abstract partial class ArtifactStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store under test, empty at the start of each test.</summary>
    protected abstract IArtifactStore Store { get; }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await Store.WriteAsync("ns/run/1/plan.json", Text("hello"), Token);
        Assert.Equal("hello", await ReadAsync("ns/run/1/plan.json"));
    }

    [Fact]
    public async Task A_write_replaces_and_changes_the_etag_even_at_equal_size()
    {
        await Store.WriteAsync("a", Text("one"), Token);
        var before = await Store.StatAsync("a", Token);
        await Store.WriteAsync("a", Text("two"), Token);
        var after = await Store.StatAsync("a", Token);
        Assert.Equal("two", await ReadAsync("a"));
        Assert.Equal(3, after!.Size);
        Assert.NotEqual(before!.ETag, after.ETag);
    }

    [Fact]
    public async Task A_stat_agrees_with_the_listing()
    {
        await Store.WriteAsync("a/b", Text("123"), Token);
        Assert.Equal(await Store.StatAsync("a/b", Token), Assert.Single(await ListAsync("a/")));
    }

    [Fact]
    public async Task What_is_not_there_has_no_stat_and_cannot_be_opened()
    {
        await Store.WriteAsync("a/b", Text("x"), Token);
        foreach (var path in new[] { "nothing", "a", "a/c", "b/c/d" })
        {
            Assert.Null(await Store.StatAsync(path, Token));
            var refused = await Assert.ThrowsAsync<ArtifactNotFoundException>(() => Store.OpenReadAsync(path, 0, null, Token));
            Assert.Equal(path, refused.Path);
            Assert.Equal($"No artifact '{path}' below {Store.Root}.", refused.Message);
        }
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(4, null, "456789")]
    [InlineData(2, 3, "234")]
    [InlineData(0, 0, "")]
    [InlineData(9, 1, "9")]
    [InlineData(8, 100, "89")]
    [InlineData(10, null, "")]
    [InlineData(11, 5, "")]
    public async Task A_range_gives_what_is_there_of_it(int offset, int? length, string expected)
    {
        await Store.WriteAsync("digits", Text("0123456789"), Token);
        await using var stream = await Store.OpenReadAsync("digits", offset, length, Token);
        using var reader = new StreamReader(stream);
        Assert.Equal(expected, await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_creation_is_refused_when_there_is_an_object_and_changes_nothing()
    {
        Assert.True(await Store.CreateAsync("commits/0/000001.json", Text("first"), Token));
        var before = await Store.StatAsync("commits/0/000001.json", Token);
        Assert.False(await Store.CreateAsync("commits/0/000001.json", Text("second"), Token));
        Assert.Equal("first", await ReadAsync("commits/0/000001.json"));
        Assert.Equal(before, await Store.StatAsync("commits/0/000001.json", Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_appears_when_the_writer_throws(bool create)
    {
        await Store.WriteAsync("run/kept", Text("kept"), Token);
        async Task Broken(Stream stream, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(new byte[200_000], cancellationToken);
            throw new InvalidOperationException("the writer broke");
        }

        foreach (var path in create ? new[] { "run/new" } : ["run/new", "run/kept"])
        {
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() =>
                create ? Store.CreateAsync(path, Broken, Token) : Store.WriteAsync(path, Broken, Token));
            Assert.Equal("the writer broke", thrown.Message);
        }

        Assert.Equal(["run/kept"], (await ListAsync("")).Select(found => found.Path));
        Assert.Equal("kept", await ReadAsync("run/kept"));
    }

    [Fact]
    public async Task Nothing_appears_when_the_write_is_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync("run/new", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("half"u8.ToArray(), cancellationToken);
            await cancel.CancelAsync();
        }, cancel.Token));
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task A_listing_is_in_ordinal_order_of_the_whole_path()
    {
        string[] paths = ["a-b", "a.b/c", "a.c", "a/b", "a/b.c", "a0", "B", "ab/c/d", "commits/0/000002.json", "commits/0/000010.json", "commits/1/000001.json"];
        foreach (var path in paths.Reverse())
        {
            await Store.WriteAsync(path, Text(path), Token);
        }

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await ListAsync("")).Select(found => found.Path));
    }

    [Theory]
    [InlineData("commits/", "commits/0/000001.json commits/0/000012.json commits/1/000001.json")]
    [InlineData("commits/0/", "commits/0/000001.json commits/0/000012.json")]
    [InlineData("commits/0/00001", "commits/0/000012.json")]
    [InlineData("com", "commits/0/000001.json commits/0/000012.json commits/1/000001.json")]
    [InlineData("commits", "commits/0/000001.json commits/0/000012.json commits/1/000001.json")]
    [InlineData("commits/2/", "")]
    [InlineData("x", "")]
    public async Task A_prefix_may_end_inside_a_segment(string prefix, string expected)
    {
        foreach (var path in new[] { "commits/0/000001.json", "commits/0/000012.json", "commits/1/000001.json", "plan.json" })
        {
            await Store.WriteAsync(path, Text("x"), Token);
        }

        Assert.Equal(expected, string.Join(' ', (await ListAsync(prefix)).Select(found => found.Path)));
    }

    [Fact]
    public async Task An_object_being_written_is_not_listed()
    {
        await Store.WriteAsync("run/new", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(new byte[100_000], cancellationToken);
            Assert.Empty(await ListAsync(""));
            Assert.Null(await Store.StatAsync("run/new", cancellationToken));
        }, Token);
        Assert.Single(await ListAsync(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("~a")]
    [InlineData("%2e%2e/a")]
    [InlineData("ä")]
    [InlineData("C:a")]
    public async Task What_is_no_path_is_refused_everywhere(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.StatAsync(path, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(path, 0, null, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(path, Text("x"), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CreateAsync(path, Text("x"), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(path, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAllAsync(path + "/", Token));
        // These three are the beginning of paths: "a/..b" is one.
        if (path is not ("" or "a/" or "a/.."))
        {
            await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(path));
        }
    }

    [Fact]
    public async Task A_segment_of_256_characters_and_a_path_of_901_are_refused()
    {
        await Store.WriteAsync(new string('a', 200), Text("x"), Token);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new string('a', 256), Text("x"), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(string.Join('/', Enumerable.Repeat("a", 451)), Text("x"), Token));
    }

    [Fact]
    public async Task Deleting_is_fine_when_there_is_nothing_and_takes_only_what_was_named()
    {
        await Store.WriteAsync("a/b", Text("x"), Token);
        await Store.WriteAsync("a/bc", Text("x"), Token);
        await Store.DeleteAsync("a/b", Token);
        await Store.DeleteAsync("a/b", Token);
        await Store.DeleteAsync("a", Token);
        await Store.DeleteAsync("x/y", Token);
        Assert.Equal(["a/bc"], (await ListAsync("")).Select(found => found.Path));
    }

    [Fact]
    public async Task Deleting_a_folder_takes_all_of_it_and_nothing_beside_it()
    {
        foreach (var path in new[] { "ns/run/1/a", "ns/run/1/b/c", "ns/run/10/a", "ns/run.1" })
        {
            await Store.WriteAsync(path, Text("x"), Token);
        }

        await Store.DeleteAllAsync("ns/run/1/", Token);
        await Store.DeleteAllAsync("ns/nothing/", Token);
        Assert.Equal(["ns/run.1", "ns/run/10/a"], (await ListAsync("")).Select(found => found.Path));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAllAsync("ns/run", Token));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync("a", Text("x"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync("a", Text("x"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.StatAsync("a", cancelled));
        Assert.Empty(await ListAsync(""));
    }

    protected static Func<Stream, CancellationToken, Task> Text(string text) =>
        (stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    protected async Task<string> ReadAsync(string path)
    {
        await using var stream = await Store.OpenReadAsync(path, 0, null, Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    protected async Task<List<ArtifactInfo>> ListAsync(string prefix)
    {
        var found = new List<ArtifactInfo>();
        await foreach (var info in Store.ListAsync(prefix, Token))
        {
            found.Add(info);
        }

        return found;
    }
}
