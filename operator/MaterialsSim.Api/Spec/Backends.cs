namespace MaterialsSim.Api.Spec;

/// <summary>Values of <c>spec.execution.backend</c>; <c>status.waves[].backend</c> has the last two.</summary>
public static class Backends
{
    /// <summary>Decided at wave boundaries. Without a lambda section: Jobs.</summary>
    public const string Auto = "Auto";

    /// <summary>Kubernetes Indexed Jobs.</summary>
    public const string Jobs = "Jobs";

    /// <summary>AWS Lambda.</summary>
    public const string Lambda = "Lambda";
}
