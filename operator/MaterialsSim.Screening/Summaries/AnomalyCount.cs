namespace MaterialsSim.Screening.Summaries;

/// <summary>Lines of kernel output that no candidate's result was taken from.</summary>
/// <param name="Kind">One of <see cref="AnomalyKind"/>.</param>
/// <param name="Count">Lines.</param>
/// <param name="Example">The smallest example (ordinal): an id or the start of a line, at most 80 bytes.</param>
public sealed record AnomalyCount(string Kind, long Count, string Example);
