using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Progress;

/// <summary>Shows each new status at once, and the last one again at an interval, so that clocks and paces go on.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private readonly Action<SimulationCampaignStatus?> _show;
    private readonly Lock _gate = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _redrawing;
    private SimulationCampaignStatus? _last;

    public Screen(Action<SimulationCampaignStatus?> show, TimeSpan interval, TimeProvider time)
    {
        _show = show;
        _timer = new PeriodicTimer(interval, time);
        _redrawing = RedrawAsync();
    }

    public void Show(SimulationCampaignStatus? status)
    {
        lock (_gate)
        {
            _show(_last = status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _redrawing;
    }

    private async Task RedrawAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            lock (_gate)
            {
                _show(_last);
            }
        }
    }
}
