using System.Globalization;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>Durations and ages for people. Upstream: <c>apimachinery/pkg/util/duration</c>.</summary>
internal static class Ages
{
    /// <summary>The time since a timestamp, such as <c>3m20s</c>; <c>&lt;unknown&gt;</c> when there is none, <c>&lt;invalid&gt;</c> when it is no time.</summary>
    public static string Since(string? timestamp, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(timestamp))
        {
            return "<unknown>";
        }

        return Parse(timestamp) is { } then ? Human(now - then) : "<invalid>";
    }

    public static DateTimeOffset? Parse(string? timestamp) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static string Human(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < -1)
        {
            return "<invalid>";
        }

        var (minutes, hours) = (seconds / 60, seconds / 3600);
        return seconds switch
        {
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => Two(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{minutes}m",
            < 8 * 3600 => Two(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => $"{hours}h",
            < 192 * 3600 => Two(hours / 24, "d", hours % 24, "h"),
            < 2 * 365 * 24 * 3600L => $"{hours / 24}d",
            < 8 * 365 * 24 * 3600L => Two(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => $"{hours / 24 / 365}y",
        };
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
}
