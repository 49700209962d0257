using System.Globalization;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Progress;

/// <summary>Progress in words.</summary>
internal static class ProgressText
{
    /// <summary>What the campaign is doing, such as <c>Running</c>, and what holds it up, if anything.</summary>
    public static string Phase(SimulationCampaignStatus? status)
    {
        var phase = status?.Phase ?? Phases.Pending;
        var held = status?.Conditions?.FirstOrDefault(c => c.Type == ConditionTypes.Progressing && c.Status == ConditionStatus.False && c.Message is { Length: > 0 });
        var isWorking = phase is Phases.Planning or Phases.Running or Phases.Finishing;
        return held is not null && isWorking ? $"{phase} (held up: {held.Reason}: {held.Message})" : phase;
    }

    /// <summary>Batches and candidates, such as <c>5/13 batches, 40/104 candidates</c>; null while there is no plan.</summary>
    public static string? Counts(SimulationCampaignStatus? status)
    {
        if (status?.Candidates is not { Total: > 0 } candidates)
        {
            return null;
        }

        var sample = Sample.Of(status, default);
        var batches = status.Batches is { } b ? $"{b.Succeeded + b.Failed}/{b.Total} batches, " : "";
        var failed = candidates.Failed > 0 ? $" ({Number(candidates.Failed)} failed)" : "";
        return $"{batches}{Number(sample.Ended)}/{Number(sample.Total)} candidates{failed}";
    }

    /// <summary>Pace and time left, such as <c>12.3/s, 5 s left</c>; null while nothing can be said.</summary>
    public static string? Speed(Pace pace) => pace.PerSecond is not { } perSecond ? null
        : pace.Left is { Ticks: > 0 } left ? $"{Rate(perSecond)}/s, {Duration(left)} left" : $"{Rate(perSecond)}/s";

    /// <summary>The best so far, such as <c>mp-66 C 0.9312</c>; null while there is none.</summary>
    public static string? Best(SimulationCampaignStatus? status) =>
        status?.Best is [var best, ..] ? $"{best.Id}{(best.Formula is { } formula && formula != best.Id ? $" {formula}" : "")} {Figures.Short(best.Score)}" : null;

    /// <summary>A duration at the precision that people plan by.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 99.5 ? $"{Math.Max(0, Math.Ceiling(time.TotalSeconds - 0.05)):0} s"
        : time.TotalMinutes < 99.5 ? $"{time.TotalMinutes:0} min"
        : time.TotalHours < 48 ? $"{time.TotalHours:0} h"
        : $"{time.TotalDays:0} days";

    private static string Rate(double perSecond) => perSecond.ToString(perSecond < 10 ? "0.0#" : "0", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
