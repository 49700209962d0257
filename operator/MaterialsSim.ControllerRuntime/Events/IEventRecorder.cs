using k8s;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>Tells people what happens to an object, where <c>kubectl describe</c> shows it.</summary>
public interface IEventRecorder
{
    /// <summary>
    /// Records an event and returns at once: it is written later, or dropped when there are too many. Repetitions (all but the note alike) become one series.
    /// </summary>
    /// <param name="regarding">The object.</param>
    /// <param name="kind">How serious it is.</param>
    /// <param name="reason">Why, for machines: one word in CamelCase, at most 128 characters.</param>
    /// <param name="action">What the controller did or tried: one word in CamelCase, at most 128 characters.</param>
    /// <param name="note">What happened, for people; cut at 1 kB.</param>
    void Record(IKubernetesObject<V1ObjectMeta> regarding, EventKind kind, string reason, string action, string note);
}
