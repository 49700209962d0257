namespace MaterialsSim.Api.Spec;

/// <summary>Values of an objective's goal.</summary>
public static class Goals
{
    /// <summary>The more the better.</summary>
    public const string Maximize = "Maximize";

    /// <summary>The less the better.</summary>
    public const string Minimize = "Minimize";

    /// <summary>The closer to the target the better.</summary>
    public const string Target = "Target";
}
