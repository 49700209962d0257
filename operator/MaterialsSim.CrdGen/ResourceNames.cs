namespace MaterialsSim.CrdGen;

/// <summary>Names of a kind beyond those that its type tells.</summary>
/// <param name="ShortNames">What people type.</param>
/// <param name="Categories">Groups of kinds that it is listed with.</param>
internal sealed record ResourceNames(IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories);
