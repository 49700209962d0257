namespace MaterialsSim.Api.Spec;

/// <summary>Values of <c>spec.execution.lambda.payload</c>.</summary>
public static class LambdaPayloads
{
    /// <summary>A batch per invocation.</summary>
    public const string Batch = "Batch";

    /// <summary>A candidate per invocation.</summary>
    public const string Candidate = "Candidate";
}
