using MaterialsSim.Artifacts.Files;

namespace MaterialsSim.Artifacts.Tests;

public sealed class ArtifactStoresTests
{
    [Theory]
    [InlineData("file:///state/artifacts", "file:///state/artifacts")]
    [InlineData("file:///with%20space/", "file:///with%20space/")]
    public void A_file_root_is_opened(string root, string told)
    {
        var store = ArtifactStores.Open(root, TimeProvider.System);
        Assert.IsType<FileArtifactStore>(store);
        Assert.Equal(told, store.Root);
    }

    [Theory]
    [InlineData("s3://lab/artifacts", "The artifact root 's3://lab/artifacts' cannot be opened: s3:// is not served yet. Use file:///folder on a volume that all pods mount.")]
    [InlineData("https://store/", "The artifact root 'https://store/' cannot be opened: https:// is not served yet. Use file:///folder on a volume that all pods mount.")]
    [InlineData("ftp://store/", "The artifact root 'ftp://store/' cannot be opened: unknown scheme 'ftp'. Use file:///folder.")]
    public void A_scheme_that_is_not_served_is_told(string root, string message) =>
        Assert.Equal(message, Assert.Throws<NotSupportedException>(() => ArtifactStores.Open(root, TimeProvider.System)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("state")]
    [InlineData("file://host/state")]
    [InlineData("/state")]
    public void What_is_no_root_is_refused(string root) => Assert.Throws<ArgumentException>(() => ArtifactStores.Open(root, TimeProvider.System));
}
