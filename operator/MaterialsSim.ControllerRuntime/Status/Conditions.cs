using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Status;

/// <summary>Conditions as the API conventions have them: one of each type, a transition time that moves with the status alone.</summary>
public static class Conditions
{
    /// <summary>The schema's bound on a message (metav1.Condition).</summary>
    private const int MaxMessage = 32768;

    /// <summary>The condition of a type, or null.</summary>
    public static V1Condition? Find(IEnumerable<V1Condition>? conditions, string type) => conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition is there and True.</summary>
    public static bool IsTrue(IEnumerable<V1Condition>? conditions, string type) => Find(conditions, type)?.Status == "True";

    /// <summary>
    /// Sets a condition in place. Its time is <paramref name="now"/> in whole seconds when the status changes, and stays when only reason or message do.
    /// True when anything changed. Objects in the list are replaced, never mutated: they may be shared with a cache.
    /// </summary>
    public static bool Set(
        IList<V1Condition> conditions, string type, string status, string reason, string message, long? observedGeneration, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(message);
        if (status is not ("True" or "False" or "Unknown"))
        {
            throw new ArgumentException($"the status of condition {type} is True, False or Unknown, not '{status}'", nameof(status));
        }

        ArgumentException.ThrowIfNullOrEmpty(reason);
        var old = Find(conditions, type);
        var latest = new V1Condition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message.Length <= MaxMessage ? message : message[..(MaxMessage - 1)] + "…",
            ObservedGeneration = observedGeneration,
            LastTransitionTime = old?.Status == status ? old.LastTransitionTime : WholeSeconds(now),
        };
        if (old is null)
        {
            conditions.Add(latest);
            return true;
        }

        if (old == latest)
        {
            return false;
        }

        conditions[conditions.IndexOf(old)] = latest;
        return true;
    }

    /// <summary>Removes the condition of a type; false when there was none.</summary>
    public static bool Remove(IList<V1Condition> conditions, string type)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return Find(conditions, type) is { } old && conditions.Remove(old);
    }

    /// <summary>A time as a status holds it: UTC, whole seconds. Finer ones do not survive the way to the server and back.</summary>
    public static DateTime WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
