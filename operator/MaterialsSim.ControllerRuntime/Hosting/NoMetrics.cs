namespace MaterialsSim.ControllerRuntime.Hosting;

/// <summary>Reports nowhere.</summary>
public sealed class NoMetrics : IRuntimeMetrics
{
    /// <summary>The one instance.</summary>
    public static NoMetrics Instance { get; } = new();

    private NoMetrics()
    {
    }
}
