using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Datasets;

/// <summary>A dataset of which every stream gives the content that <see cref="Object"/> pins, or fails.</summary>
internal abstract class PinnedDataset : IDatasetSource, IDisposable
{
    /// <inheritdoc/>
    public abstract DatasetObject Object { get; }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => OpenAsync(0, Object.Size, cancellationToken);

    /// <summary>Opens a range of it.</summary>
    public abstract Task<Stream> OpenAsync(long offset, long length, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Refuses content other than what was planned.</summary>
    public void CheckIs(DatasetObject planned)
    {
        if (planned != Object)
        {
            throw Changed(planned, Object);
        }
    }

    /// <summary>The error that names both versions.</summary>
    protected static DatasetException Changed(DatasetObject planned, DatasetObject found) => new(
        DatasetReason.DatasetChanged,
        $"{Quote.Of(planned.Uri)} changed during the run: version {planned.ETag} ({planned.Size} bytes) was planned, version {found.ETag} " +
        $"({found.Size} bytes) is there. Restore it, or start a new run on the new one.");
}
