using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Progress;

/// <summary>Shows progress while a campaign runs.</summary>
internal interface IProgressDisplay
{
    /// <summary>Runs <paramref name="work"/>, which reports each new status and each second.</summary>
    Task<T> ShowAsync<T>(Func<Action<SimulationCampaignStatus?>, Task<T>> work);
}
