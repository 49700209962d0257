using MaterialsSim.Api.Status;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MaterialsSim.Cli.Progress;

/// <summary>A few lines that are drawn again in place, for terminals.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : IProgressDisplay
{
    public Task<T> ShowAsync<T>(Func<Action<SimulationCampaignStatus?>, Task<T>> work)
    {
        var pace = new Pace();
        var started = time.GetTimestamp();
        return console.Live(new Text("")).AutoClear(true).StartAsync(context => work(status =>
        {
            var at = time.GetElapsedTime(started);
            pace.Add(Sample.Of(status, at));
            context.UpdateTarget(Draw(status, pace, at));
        }));
    }

    private static Rows Draw(SimulationCampaignStatus? status, Pace pace, TimeSpan at)
    {
        var sample = Sample.Of(status, at);
        var lines = new List<IRenderable> { Line("", $"{ProgressText.Phase(status)}, {ProgressText.Duration(at)}") };
        if (sample.Total > 0)
        {
            lines.Add(new BreakdownChart().Width(60).HideTags()
                .AddItem("done", sample.Ended, Color.Green)
                .AddItem("left", sample.Total - sample.Ended, Color.Grey));
        }

        foreach (var (label, text) in new[] { ("", ProgressText.Counts(status)), ("", ProgressText.Speed(pace)), ("best so far ", ProgressText.Best(status)) })
        {
            if (text is not null)
            {
                lines.Add(Line(label, text));
            }
        }

        return new Rows(lines);
    }

    private static Text Line(string label, string text) => new(label + text);
}
