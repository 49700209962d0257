using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Tests.Datasets;

namespace MaterialsSim.Screening.Tests.Planning;

/// <summary>A dataset in memory that counts how often it is opened, and can change between two looks.</summary>
internal sealed class MemoryDataset(params byte[][] versions) : IDatasetSource
{
    public int Opened { get; private set; }

    public DatasetObject Object => new("file:///data.csv", versions[0].Length, "etag");

    public static MemoryDataset Of(string text) => new(Dataset.Bytes(text));

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(versions[Math.Min(Opened++, versions.Length - 1)]));
}
