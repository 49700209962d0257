using MaterialsSim.Artifacts.Files;

namespace MaterialsSim.Artifacts.Tests.Files;

/// <summary>The way that Windows and macOS go, tried here.</summary>
[Collection(AloneCollection.Name)]
public sealed class PortableFileArtifactStoreTests : FileStoreContract
{
    protected override IArtifactStore Open(string folder) => new FileArtifactStore(folder, Time, PortableFolder.Root);
}
