namespace MaterialsSim.Campaigns.Aggregation;

/// <summary>
/// How often mere progress is written to status: when 10 s have passed since the last such write, or 1 % of the candidates have ended since.
/// Everything that decides something (a wave, a condition, the end) is written at once. Bounds the load on the API server at any size of campaign.
/// </summary>
internal static class StatusWritePolicy
{
    /// <summary>Least time between progress writes that move less than a percent.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Whether progress is due to be written, and if not, when to look again.</summary>
    /// <param name="total">Candidates of the run.</param>
    /// <param name="writtenDone">Candidates ended, as status says.</param>
    /// <param name="done">Candidates ended by now.</param>
    /// <param name="lastWrite">When progress was last written; null when not in this process.</param>
    /// <param name="now">The current time.</param>
    public static (bool Due, TimeSpan? Wait) Progress(long total, long writtenDone, long done, DateTimeOffset? lastWrite, DateTimeOffset now)
    {
        if (done == writtenDone)
        {
            return (false, null);
        }

        var wait = lastWrite + Interval - now;
        var isDue = wait is not { } left || left <= TimeSpan.Zero || (done - writtenDone) * 100 >= total;
        return isDue ? (true, null) : (false, wait);
    }
}
