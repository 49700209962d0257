namespace MaterialsSim.Screening.Ranking;

/// <summary>What a property name in a ranking refers to: <c>input.NAME</c> is an input property, anything else an output of the kernel.</summary>
internal readonly record struct PropertyReference(string Name, bool IsInput)
{
    private const string InputPrefix = "input.";

    public static PropertyReference Parse(string property) =>
        property.StartsWith(InputPrefix, StringComparison.Ordinal) && property.Length > InputPrefix.Length
            ? new(property[InputPrefix.Length..], IsInput: true)
            : new(property, IsInput: false);
}
