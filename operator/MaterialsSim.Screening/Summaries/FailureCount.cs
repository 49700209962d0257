namespace MaterialsSim.Screening.Summaries;

/// <summary>How many candidates failed for one reason, and one of them.</summary>
/// <param name="Reason">Class of the failure.</param>
/// <param name="Count">Candidates.</param>
/// <param name="ExampleId">The smallest id (ordinal) among them; null when ids are not known here.</param>
/// <param name="ExampleMessage">That candidate's message.</param>
public sealed record FailureCount(string Reason, long Count, string? ExampleId = null, string? ExampleMessage = null);
