using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>
/// Events. Those of events.k8s.io, and any with an eventTime, carry who did what; old core events need not. Upstream: <c>pkg/apis/core/validation/events.go</c>.
/// </summary>
internal sealed class EventRules(bool isCore) : KindRules
{
    private const int MaxNote = 1024;

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var core = isCore ? value : EventForms.ToCore(value.Copy());
        var about = core.Object("involvedObject").String("namespace") ?? "";
        if (about.Length > 0 ? about != value.Namespace() : value.Namespace() != "default")
        {
            yield return FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        }

        if (old is not null || (isCore && core["eventTime"] is null))
        {
            yield break;
        }

        if (core["eventTime"] is null)
        {
            yield return FieldError.Required("eventTime");
            yield break;
        }

        var form = isCore ? ("reportingComponent", "message") : ("reportingController", "note");
        foreach (var (field, shown) in new[] { ("reportingComponent", form.Item1), ("reportingInstance", "reportingInstance"), ("action", "action"), ("reason", "reason") })
        {
            if (string.IsNullOrEmpty(core.String(field)))
            {
                yield return FieldError.Required(shown);
            }
        }

        if (core.String("message")?.Length > MaxNote)
        {
            yield return FieldError.Invalid(form.Item2, "", $"can have at most {MaxNote} characters");
        }

        if (core.String("type") is not ("Normal" or "Warning"))
        {
            yield return FieldError.Invalid("type", core.String("type") ?? "", "has invalid value: " + (core.String("type") ?? ""));
        }
    }
}
