using k8s.Models;
using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>An event that was written, and how often it came again since.</summary>
internal sealed class EventSeries(Eventsv1Event first, long now)
{
    public Eventsv1Event First { get; } = first;

    public int Count { get; private set; } = 1;

    public DateTime LastObserved { get; private set; } = first.EventTime!.Value;

    /// <summary>When it last came again.</summary>
    public long Seen { get; private set; } = now;

    /// <summary>When its count was last written; null before the first time.</summary>
    public long? Written { get; private set; }

    /// <summary>The count at the server is behind.</summary>
    public bool IsDirty { get; private set; }

    public void Repeat(DateTimeOffset at, long now)
    {
        Count++;
        LastObserved = MicroTime.From(at);
        Seen = now;
        IsDirty = true;
    }

    public void MarkWritten(long now)
    {
        Written = now;
        IsDirty = false;
    }
}
