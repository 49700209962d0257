namespace MaterialsSim.Cli.Outcome;

/// <summary>How a campaign ended for now.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Reason">Reason of the condition that says so.</param>
/// <param name="Message">Its message.</param>
internal sealed record CampaignOutcome(int ExitCode, string Reason, string Message);
