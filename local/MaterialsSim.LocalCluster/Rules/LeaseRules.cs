using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Leases. Upstream: <c>pkg/apis/coordination/validation</c>; updates need a resourceVersion, which is what makes them a lock.</summary>
internal sealed class LeaseRules : KindRules
{
    public override bool AllowsUnconditionalUpdate => false;

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var spec = value.Object("spec");
        if (spec.Int("leaseDurationSeconds") is { } seconds && seconds <= 0)
        {
            yield return FieldError.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }

        if (spec.Int("leaseTransitions") is { } transitions && transitions < 0)
        {
            yield return FieldError.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }
}
