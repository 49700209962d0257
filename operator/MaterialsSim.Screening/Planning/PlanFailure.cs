namespace MaterialsSim.Screening.Planning;

/// <summary>Why planning failed, for the campaign's condition.</summary>
/// <param name="Reason">A condition reason in CamelCase, such as <c>DatasetNotFound</c>.</param>
/// <param name="Message">For a person: what happened, to which object, what to do next. Quotes at most 80 bytes of data.</param>
/// <param name="WaitsForEdit">True when only an edit of the campaign can help; false when trying again may.</param>
public sealed record PlanFailure(string Reason, string Message, bool WaitsForEdit);
