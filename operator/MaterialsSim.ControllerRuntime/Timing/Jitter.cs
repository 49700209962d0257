namespace MaterialsSim.ControllerRuntime.Timing;

/// <summary>The default source of randomness for waits: uniform in [0, 1), safe for many threads.</summary>
public static class Jitter
{
    /// <summary>A source of its own, so that no two share a seed.</summary>
    public static Func<double> Create()
    {
        var gate = new Lock();
        var random = new Random();
        return () =>
        {
            lock (gate)
            {
                return random.NextDouble();
            }
        };
    }
}
