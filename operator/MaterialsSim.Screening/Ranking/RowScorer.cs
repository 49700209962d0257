using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// Scores one row after another under a ranking. The result of the last row stays in the scorer until the next, so that a row that
/// makes no list costs no allocation.
/// </summary>
internal sealed class RowScorer
{
    private readonly RankingSpec _ranking;
    private readonly RankedValue[] _objectives;
    private readonly RankedValue[] _constraints;
    private readonly Desirability?[] _desirabilities;
    private readonly (string Reason, string Message)?[] _unitMismatches;
    private readonly double _weights;
    private readonly double[] _values;
    private readonly double[] _coordinates;
    private readonly bool[] _zeros;

    /// <param name="ranking">The ranking, valid by the rules of the campaign.</param>
    /// <param name="moreOutputs">Further output properties to find in each row, for reports.</param>
    public RowScorer(RankingSpec ranking, IEnumerable<string>? moreOutputs = null)
    {
        _ranking = ranking;
        var properties = ranking.Objectives.Select(o => o.Property).Concat(ranking.Constraints.Select(c => c.Property)).ToList();
        var bare = properties.Select(PropertyReference.Parse).Where(r => !r.IsInput).Select(r => r.Name).ToList();
        // A bare name is looked for among the inputs too: there it would be ambiguous.
        Inputs = new NameTable([.. ranking.RequiredInputs().Concat(bare).Distinct(StringComparer.Ordinal)]);
        Outputs = new NameTable([.. bare.Concat(moreOutputs ?? []).Distinct(StringComparer.Ordinal)]);
        _objectives = [.. ranking.Objectives.Select(o => new RankedValue(o.Property, Inputs, Outputs))];
        _constraints = [.. ranking.Constraints.Select(c => new RankedValue(c.Property, Inputs, Outputs))];
        _desirabilities = [.. ranking.Objectives.Select(o =>
            ranking.RanksByValue && (o.Low is null || o.High is null) ? null : new Desirability(o))];
        _weights = ranking.Objectives.Sum(o => o.Weight);
        var count = _objectives.Length;
        (_unitMismatches, _values, _coordinates, _zeros) = (new (string, string)?[count], new double[count], new double[count], new bool[count]);
    }

    /// <summary>The input properties to find in a row.</summary>
    public NameTable Inputs { get; }

    /// <summary>The output properties to find in a row.</summary>
    public NameTable Outputs { get; }

    /// <summary>Reason of the last row's failure.</summary>
    public string FailureReason { get; private set; } = "";

    /// <summary>Message of the last row's failure.</summary>
    public string FailureMessage { get; private set; } = "";

    /// <summary>Score of the last row, higher is better, rounded.</summary>
    public double Score { get; private set; }

    /// <summary>Weighted mean of its unclamped desirabilities, rounded.</summary>
    public double Mean { get; private set; }

    /// <summary>Its coordinates for dominance.</summary>
    public ReadOnlySpan<double> Coordinates => _coordinates;

    /// <summary>Its raw values.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Which of its desirabilities are 0.</summary>
    public ReadOnlySpan<bool> Zeros => _zeros;

    /// <summary>Whether the last row may be listed as best: a desirability of 0 keeps it out.</summary>
    public bool MayBeBest => _ranking.RanksByValue || Score > 0;

    /// <summary>Takes note of the units that the kernel declared for the rows to come.</summary>
    public void UseUnits(IReadOnlyDictionary<string, string> units)
    {
        for (var i = 0; i < _objectives.Length; i++)
        {
            _unitMismatches[i] =
                _ranking.Objectives[i].Unit is { Length: > 0 } wanted && _objectives[i].Output is { } name
                && units.TryGetValue(name, out var declared) && declared != wanted
                    ? (Summaries.FailureReason.UnitMismatch, $"The kernel gives '{name}' in '{Quote(declared)}', the objective asks for '{wanted}'.")
                    : null;
        }
    }

    public RowOutcome Rank(ReadOnlySpan<PropertySlot> inputs, ReadOnlySpan<PropertySlot> outputs)
    {
        for (var i = 0; i < _objectives.Length; i++)
        {
            if (!_objectives[i].TryGet(inputs, outputs, out _values[i], out var failure))
            {
                return Fail(failure);
            }

            if (_unitMismatches[i] is { } mismatch)
            {
                return Fail(mismatch);
            }
        }

        // All constraints are read before one may decide: a row with an unusable value has failed, it is not infeasible.
        var feasible = true;
        for (var i = 0; i < _constraints.Length; i++)
        {
            if (!_constraints[i].TryGet(inputs, outputs, out var value, out var failure))
            {
                return Fail(failure);
            }

            var bounds = _ranking.Constraints[i];
            feasible &= !(value < bounds.Min) && !(value > bounds.Max);
        }

        if (!feasible)
        {
            return RowOutcome.Infeasible;
        }

        ScoreValues();
        return RowOutcome.Ranked;
    }

    /// <summary>The last row as an entry of a list.</summary>
    public SummaryEntry ToEntry(string id, ReadOnlySpan<byte> inputLine, ReadOnlySpan<PropertySlot> inputs)
    {
        var report = new Dictionary<string, string>(_ranking.Report.Count, StringComparer.Ordinal);
        foreach (var name in _ranking.Report)
        {
            if (JsonText.Of(inputs[Inputs.IndexOf(name)], inputLine) is { } text)
            {
                report[name] = text;
            }
        }

        return new SummaryEntry
        {
            Id = id,
            Score = Score,
            Mean = Mean,
            Coordinates = [.. _coordinates],
            Values = [.. _values],
            DistinctKey = _ranking.DistinctBy is { } key ? JsonText.Of(inputs[Inputs.IndexOf(key)], inputLine) : null,
            Report = report,
        };
    }

    private void ScoreValues()
    {
        double logarithms = 0, sum = 0;
        var anyZero = false;
        for (var i = 0; i < _values.Length; i++)
        {
            var objective = _ranking.Objectives[i];
            var desirability = _desirabilities[i]?.Unclamped(_values[i]) ?? 1;
            _zeros[i] = desirability <= 0;
            anyZero |= _zeros[i];
            sum += objective.Weight * desirability;
            logarithms += objective.Weight * Math.Log(Math.Clamp(desirability, 0, 1));
            _coordinates[i] = Significant.Round12(objective.Goal switch
            {
                Goal.Maximize => _values[i],
                Goal.Minimize => -_values[i],
                _ => desirability,
            });
        }

        if (_ranking.RanksByValue)
        {
            Score = Mean = _coordinates[0];
            return;
        }

        Score = anyZero ? 0 : Significant.Round12(Math.Exp(logarithms / _weights));
        Mean = Significant.Round12(sum / _weights);
    }

    private RowOutcome Fail((string Reason, string Message) failure)
    {
        (FailureReason, FailureMessage) = failure;
        return RowOutcome.Failed;
    }

    private static string Quote(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
