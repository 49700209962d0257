namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>How the client treats the API server.</summary>
public sealed record ApiOptions
{
    /// <summary>Sent as User-Agent.</summary>
    public string UserAgent { get; init; } = "controller-runtime";

    /// <summary>The field manager of all writes.</summary>
    public string FieldManager { get; init; } = "controller-runtime";

    /// <summary>Requests a second, in the long run.</summary>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests that may go out at once after a quiet time.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>An answer (all of it, save for watches) has to be there after this time.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Times a request is tried again, where that is safe.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The longest wait between two tries; a longer Retry-After is answered by giving up.</summary>
    public TimeSpan LongestRetryWait { get; init; } = TimeSpan.FromSeconds(30);
}
