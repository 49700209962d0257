namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// How desirable a value is: a ramp for Maximize (0 at low, 1 at high), mirrored for Minimize, a tent for Target
/// (0 at low, 1 at target, 0 at high). After G. Derringer and R. Suich, J. Quality Technology 12, 214 (1980), with linear ramps.
/// </summary>
internal sealed class Desirability
{
    // Sums of eight weighted values must stay finite whatever a kernel reports; no real value comes near.
    private const double Bound = 1e100;

    private readonly Goal _goal;
    private readonly bool _log;
    private readonly double _low;
    private readonly double _high;
    private readonly double _target;

    public Desirability(Objective objective)
    {
        if (objective.Low is not { } low || objective.High is not { } high || (objective.Goal == Goal.Target && objective.Target is null))
        {
            throw new ArgumentException($"Objective '{objective.Property}' needs low and high, and a target when its goal is Target.", nameof(objective));
        }

        var target = objective.Target ?? low;
        if (!(low < high && low <= target && target <= high) || !double.IsFinite(high - low))
        {
            throw new ArgumentException($"Objective '{objective.Property}' needs low < high, and its target between them.", nameof(objective));
        }

        _goal = objective.Goal;
        _log = objective.Scale == Scale.Log;
        if (_log && low <= 0)
        {
            throw new ArgumentException($"Objective '{objective.Property}' has a logarithmic scale: low must be above 0.", nameof(objective));
        }

        (_low, _high, _target) = (Axis(low), Axis(high), Axis(target));
    }

    /// <summary>
    /// Desirability without its bounds: below 0 outside low, above 1 beyond the better end of a ramp. A value of 0 or less has no place on a
    /// logarithmic axis: it is less desirable than any that has, whatever the goal.
    /// </summary>
    public double Unclamped(double value)
    {
        if (_log && value <= 0)
        {
            return -Bound;
        }

        var x = Axis(value);
        var d = _goal switch
        {
            Goal.Maximize => (x - _low) / (_high - _low),
            Goal.Minimize => (_high - x) / (_high - _low),
            _ => Tent(x),
        };
        return Math.Clamp(d, -Bound, Bound);
    }

    // A target at an end of its range has a cliff on that side: values beyond it fall at the other side's slope, from 0.
    private double Tent(double x) => x <= _target
        ? _target > _low || x == _target ? 1 - Share(_target - x, _target - _low) : -Share(_target - x, _high - _target)
        : _high > _target ? 1 - Share(x - _target, _high - _target) : -Share(x - _target, _target - _low);

    private static double Share(double distance, double width) => distance == 0 ? 0 : distance / width;

    private double Axis(double value) => _log ? Math.Log(value) : value;
}
