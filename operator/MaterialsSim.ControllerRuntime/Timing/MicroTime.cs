namespace MaterialsSim.ControllerRuntime.Timing;

/// <summary>
/// Times of the API's MicroTime fields. The server insists on six digits (apimachinery micro_time.go), the client library leaves the fraction away for a whole
/// second: such a time is moved by one microsecond.
/// </summary>
public static class MicroTime
{
    /// <summary>The time in UTC, to the microsecond, never a whole second.</summary>
    public static DateTime From(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond);
        return new(ticks % TimeSpan.TicksPerSecond == 0 ? ticks + TimeSpan.TicksPerMicrosecond : ticks, DateTimeKind.Utc);
    }
}
