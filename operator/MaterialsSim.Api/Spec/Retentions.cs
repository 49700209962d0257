namespace MaterialsSim.Api.Spec;

/// <summary>Values of <c>spec.results.retention</c>.</summary>
public static class Retentions
{
    /// <summary>Results stay when the campaign is deleted.</summary>
    public const string Retain = "Retain";

    /// <summary>Results go with the campaign.</summary>
    public const string Delete = "Delete";
}
