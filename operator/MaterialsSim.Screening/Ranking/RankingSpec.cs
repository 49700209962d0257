namespace MaterialsSim.Screening.Ranking;

/// <summary>Everything that decides the order of simulated candidates. A change re-scores stored results; no kernel runs.</summary>
public sealed record RankingSpec
{
    /// <summary>1 to 8 objectives.</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>Bounds.</summary>
    public IReadOnlyList<Constraint> Constraints { get; set; } = [];

    /// <summary>How many of the best are listed.</summary>
    public int TopK { get; set; } = 10;

    /// <summary>Input property of which only the best candidate per value is listed, such as <c>formula</c>.</summary>
    public string? DistinctBy { get; init; }

    /// <summary>Input properties carried through to the best list and the report.</summary>
    public IReadOnlyList<string> Report { get; set; } = [];

    /// <summary>One Maximize or Minimize objective ranks by its value; everything else by overall desirability.</summary>
    internal bool RanksByValue => Objectives is [{ Goal: not Goal.Target }];

    /// <summary>
    /// Names of the input properties that objectives, constraints, <see cref="DistinctBy"/> and <see cref="Report"/> take, sorted:
    /// <see cref="Planning.PlanRequest.RequiredInputs"/>.
    /// </summary>
    public IReadOnlyList<string> RequiredInputs()
    {
        var names = new SortedSet<string>(Report, StringComparer.Ordinal);
        if (DistinctBy is not null)
        {
            names.Add(DistinctBy);
        }

        foreach (var property in Objectives.Select(o => o.Property).Concat(Constraints.Select(c => c.Property)))
        {
            if (PropertyReference.Parse(property) is { IsInput: true } input)
            {
                names.Add(input.Name);
            }
        }

        return [.. names];
    }

    /// <summary>Names the ranking by its content: lower-case hex sha256 of a canonical, versioned form in which only what is set counts.</summary>
    public string Hash() => RankingSpecHash.Of(this);
}
