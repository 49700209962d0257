namespace MaterialsSim.Screening.Summaries;

/// <summary>Why a batch failed.</summary>
/// <param name="Reason">One of <see cref="FailureReason"/>.</param>
/// <param name="Message">For a person, with the kernel's last words, at most 1,024 characters.</param>
/// <param name="ExitCode">Exit code of the container that failed, when there was one.</param>
public sealed record BatchFailure(string Reason, string Message, int? ExitCode = null);
