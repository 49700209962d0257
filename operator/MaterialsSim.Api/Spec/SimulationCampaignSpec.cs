using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>
/// What is asked for. A change of candidates or of what the kernel computes starts a new run; a change of the ranking scores stored results anew;
/// a change of execution applies at once or to the next wave.
/// </summary>
[CelRule(
    "size(self.objectives) == 1 || self.objectives.all(o, has(o.low) && has(o.high))",
    "several objectives need low and high each: the score is their overall desirability",
    FieldPath = ".objectives",
    Reason = "FieldValueInvalid")]
[CelRule(
    "!has(self.execution) || !has(self.execution.backend) || self.execution.backend != 'Lambda' || has(self.execution.lambda)",
    "backend Lambda needs execution.lambda",
    FieldPath = ".execution.backend")]
[CelRule(
    "has(self.kernel.image) || (has(self.execution) && has(self.execution.lambda) && has(self.execution.backend) && self.execution.backend == 'Lambda')",
    "kernel.image may be absent only with backend Lambda",
    FieldPath = ".kernel.image",
    Reason = "FieldValueRequired")]
public sealed class SimulationCampaignSpec
{
    /// <summary>How many of the best are listed unless <c>topK</c> says otherwise.</summary>
    public const int DefaultTopK = 10;

    /// <summary>The materials to screen, from exactly one source.</summary>
    [JsonPropertyName("candidates"), Required]
    public CandidatesSpec Candidates { get; set; } = new();

    /// <summary>The simulation program: candidate in, simulated properties out.</summary>
    [JsonPropertyName("kernel"), Required]
    public KernelSpec Kernel { get; set; } = new();

    /// <summary>The properties to optimise. One ranks by its value; several by their overall desirability, and need low and high each.</summary>
    [JsonPropertyName("objectives"), Required, Items(8, Min = 1, Keys = ["property"])]
    public IList<ObjectiveSpec> Objectives { get; set; } = [];

    /// <summary>Bounds that a candidate must keep to be ranked. One outside is infeasible, which is not a failure.</summary>
    [JsonPropertyName("constraints"), Items(16)]
    public IList<ConstraintSpec>? Constraints { get; set; }

    /// <summary>How many of the best are listed in status and in the report. The files hold every candidate.</summary>
    [JsonPropertyName("topK"), Number(Minimum = 1, Maximum = 20), Default(DefaultTopK)]
    public int? TopK { get; set; }

    /// <summary>An input of which only the best candidate per value is listed, such as formula: the best polymorph only.</summary>
    [JsonPropertyName("distinctBy"), Text(128, MinLength = 1)]
    public string? DistinctBy { get; set; }

    /// <summary>Inputs carried through to the best list, the report and status, such as formula.</summary>
    [JsonPropertyName("report"), Items(8), Text(128, MinLength = 1)]
    public IList<string>? Report { get; set; }

    /// <summary>How the campaign is executed.</summary>
    [JsonPropertyName("execution"), Default]
    public ExecutionSpec? Execution { get; set; }

    /// <summary>When failed candidates end the run. Absent: never.</summary>
    [JsonPropertyName("failurePolicy")]
    public FailurePolicySpec? FailurePolicy { get; set; }

    /// <summary>What becomes of the results.</summary>
    [JsonPropertyName("results")]
    public ResultsSpec? Results { get; set; }

    /// <summary>Asks for simulated batches to be simulated again.</summary>
    [JsonPropertyName("rerun")]
    public RerunSpec? Rerun { get; set; }

    /// <summary>Who is told when the campaign completes, fails or spends its budget.</summary>
    [JsonPropertyName("notify"), Items(8)]
    public IList<NotifySpec>? Notify { get; set; }

    /// <summary>Stops the campaign: running kernels are ended, nothing new starts, finished batches are kept.</summary>
    [JsonPropertyName("suspend"), Default(false)]
    public bool? Suspend { get; set; }
}
