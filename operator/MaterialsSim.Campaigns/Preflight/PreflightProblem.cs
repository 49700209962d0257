namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Why a campaign cannot start as it is written.</summary>
/// <param name="Reason">Reason of the condition: <c>InvalidSpec</c> or <c>NotYetServed</c>.</param>
/// <param name="FieldPath">The field at fault, such as <c>spec.objectives[2].low</c>.</param>
/// <param name="Message">For a person: what is wrong with the field and what to do.</param>
/// <param name="WaitsForEdit">True when only an edit of the campaign can help.</param>
public sealed record PreflightProblem(string Reason, string FieldPath, string Message, bool WaitsForEdit = true)
{
    /// <summary>The field and what is wrong with it, as a condition shows them.</summary>
    public string Text => $"{FieldPath}: {Message}";
}
