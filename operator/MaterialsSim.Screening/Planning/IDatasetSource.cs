namespace MaterialsSim.Screening.Planning;

/// <summary>A dataset's bytes, pinned: every stream gives the same content, or opening or reading it fails.</summary>
public interface IDatasetSource
{
    /// <summary>The pinned object.</summary>
    DatasetObject Object { get; }

    /// <summary>Opens it from its first byte. Planning opens a dataset once; a second time to materialise batches or to name a duplicate id.</summary>
    Task<Stream> OpenAsync(CancellationToken cancellationToken);
}
