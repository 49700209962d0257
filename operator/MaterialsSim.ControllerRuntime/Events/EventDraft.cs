using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>An event as it was recorded, before it is written.</summary>
internal sealed record EventDraft(V1ObjectReference Regarding, EventKind Kind, string Reason, string Action, string Note, DateTimeOffset At)
{
    /// <summary>What makes two events one series (client-go event_broadcaster.go, getKey): all but the note.</summary>
    public (string?, string?, string?, string?, string?, EventKind, string, string) SeriesKey =>
        (Regarding.ApiVersion, Regarding.Kind, Regarding.NamespaceProperty, Regarding.Name, Regarding.Uid, Kind, Reason, Action);

    /// <summary>The object, for the spam filter.</summary>
    public (string?, string?, string?, string?) ObjectKey => (Regarding.Kind, Regarding.NamespaceProperty, Regarding.Name, Regarding.Uid);
}
