namespace MaterialsSim.Screening.Planning;

/// <summary>One object of a dataset, pinned so that a change during the run is an error.</summary>
/// <param name="Uri">Where it lies, as in <see cref="PlanRequest.Uri"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">What identifies this content: an S3 ETag or version, for files size and modification time, for the run's own dataset its sha256.</param>
public sealed record DatasetObject(string Uri, long Size, string ETag);
