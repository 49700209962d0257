using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Progress;

/// <summary>A line per change, without escape codes, for logs and pipes: at most one in two seconds while only numbers change.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    public Task<T> ShowAsync<T>(Func<Action<SimulationCampaignStatus?>, Task<T>> work)
    {
        var pace = new Pace();
        var started = time.GetTimestamp();
        var (lastPhase, lastText, lastAt) = ("", "", TimeSpan.MinValue);
        return work(status =>
        {
            var at = time.GetElapsedTime(started);
            pace.Add(Sample.Of(status, at));
            var phase = ProgressText.Phase(status);
            var text = string.Join(", ", new[] { phase, ProgressText.Counts(status) }.OfType<string>());
            if (text == lastText || (phase == lastPhase && at - lastAt < s_interval))
            {
                return;
            }

            (lastPhase, lastText, lastAt) = (phase, text, at);
            var best = ProgressText.Best(status) is { } b ? $"best {b}" : null;
            output.WriteLine(string.Join(", ", new[] { $"[{at:hh\\:mm\\:ss}] {text}", ProgressText.Speed(pace), best }.OfType<string>()));
        });
    }
}
