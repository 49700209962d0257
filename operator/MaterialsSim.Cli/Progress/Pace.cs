namespace MaterialsSim.Cli.Progress;

/// <summary>
/// Candidates per second over the last minute, and the time left at that pace. What was done before the command looked does not count, and a new run starts
/// the measure anew.
/// </summary>
internal sealed class Pace
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly Queue<Sample> _samples = new();
    private Sample _last;

    /// <summary>Candidates per second; null while nothing can be said.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>Time left; null while nothing can be said.</summary>
    public TimeSpan? Left { get; private set; }

    public void Add(Sample sample)
    {
        if (sample.Run != _last.Run || sample.Ended < _last.Ended)
        {
            _samples.Clear();
        }

        _last = sample;
        _samples.Enqueue(sample);
        // One sample older than the window stays: the pace is measured over a full window.
        while (_samples.Count > 2 && sample.At - _samples.ElementAt(1).At >= s_window)
        {
            _samples.Dequeue();
        }

        var first = _samples.Peek();
        var (time, ended) = ((sample.At - first.At).TotalSeconds, sample.Ended - first.Ended);
        PerSecond = time > 0 && ended > 0 ? ended / time : null;
        Left = PerSecond is { } pace && sample.Total > 0 ? TimeSpan.FromSeconds((sample.Total - sample.Ended) / pace) : null;
    }
}
