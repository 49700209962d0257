namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>Which lease to hold, and how. The times are client-go's defaults.</summary>
public sealed record LeaseOptions
{
    /// <summary>Namespace of the lease.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the lease.</summary>
    public required string Name { get; init; }

    /// <summary>Who this process is: unlike any other, an earlier one on this machine included.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>Others wait this long after the last renewal that they saw; whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A leader that could not renew for this long stops being one; shorter than the lease.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two tries to take or renew.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Throws <see cref="ArgumentException"/> when the times do not leave a safe gap.</summary>
    public void Validate()
    {
        if (LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0 || RetryPeriod <= TimeSpan.Zero || RetryPeriod >= RenewDeadline || RenewDeadline >= LeaseDuration)
        {
            throw new ArgumentException(
                $"lease {Namespace}/{Name}: needs whole seconds of lease ({LeaseDuration}) > renew deadline ({RenewDeadline}) > retry period ({RetryPeriod}) > 0");
        }
    }
}
