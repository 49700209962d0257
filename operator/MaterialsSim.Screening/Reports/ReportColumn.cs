namespace MaterialsSim.Screening.Reports;

/// <summary>A property's column in <c>results.csv</c>.</summary>
/// <param name="Header">Its name there.</param>
/// <param name="IsInput">Whether it is an input property.</param>
/// <param name="Slot">Where a row has it.</param>
/// <param name="HasUncertainty">Whether a column of uncertainties follows.</param>
internal sealed record ReportColumn(string Header, bool IsInput, int Slot, bool HasUncertainty)
{
    /// <summary>
    /// The columns of a run, known before the first row from the merged summary: the inputs carried through, what is ranked, what is
    /// constrained, then every other scalar property of the kernel by name. An input that has the name of an output is written <c>input.NAME</c>.
    /// </summary>
    public static IReadOnlyList<ReportColumn> For(ReportContext context, Ranking.RowScorer scorer)
    {
        var ranked = context.Ranking.Objectives.Select(objective => objective.Property).Concat(context.Ranking.Constraints.Select(constraint => constraint.Property))
            .Select(Ranking.PropertyReference.Parse).ToList();
        var outputs = ranked.Where(reference => !reference.IsInput).Select(reference => reference.Name).Concat(context.Summary.Properties).ToHashSet(StringComparer.Ordinal);
        return [.. context.Ranking.Report.Select(name => new Ranking.PropertyReference(name, IsInput: true))
            .Concat(ranked)
            .Concat(context.Summary.Properties.Select(name => new Ranking.PropertyReference(name, IsInput: false)))
            .Distinct()
            .Select(reference => reference.IsInput
                ? new ReportColumn(outputs.Contains(reference.Name) ? "input." + reference.Name : reference.Name, true, scorer.Inputs.IndexOf(reference.Name), false)
                : new ReportColumn(reference.Name, false, scorer.Outputs.IndexOf(reference.Name), context.Summary.Uncertain.Contains(reference.Name)))];
    }
}
