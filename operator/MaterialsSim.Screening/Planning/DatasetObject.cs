namespace MaterialsSim.Screening.Planning;

/// <summary>One object of a dataset, pinned so that a change during the run is an error.</summary>
/// <param name="Uri">Where it lies, as in <see cref="PlanRequest.Uri"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">What identifies this content: an S3 ETag or version, or for files size and modification time.</param>
public sealed record DatasetObject(string Uri, long Size, string ETag);
