namespace MaterialsSim.Artifacts;

/// <summary>What a listing tells of an object.</summary>
/// <param name="Path">Path below the root.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Changes whenever the content is replaced.</param>
/// <param name="LastModified">When it was written, in UTC.</param>
public sealed record ArtifactInfo(string Path, long Size, string ETag, DateTimeOffset LastModified);
