namespace MaterialsSim.Api.Spec;

/// <summary>Values of an objective's scale.</summary>
public static class Scales
{
    /// <summary>The value itself.</summary>
    public const string Linear = "Linear";

    /// <summary>Its logarithm.</summary>
    public const string Log = "Log";
}
