namespace MaterialsSim.Screening.Tests.Datasets;

/// <summary>One row as a reader gave it.</summary>
internal sealed record ReadRow(string Id, long Line, long Offset, int Length, string Canonical);
