namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>Counts every write of the operator, and stops it at one of them: just before, or just after it took effect.</summary>
internal sealed class WriteGate
{
    private readonly Lock _gate = new();

    /// <summary>What was written so far, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The write to stop at, from 0; none when null.</summary>
    public int? StopAt { get; set; }

    /// <summary>Stop after the write took effect, instead of before.</summary>
    public bool StopAfter { get; set; }

    public T Pass<T>(string what, Func<T> write)
    {
        lock (_gate)
        {
            var isStop = Log.Count == StopAt;
            Log.Add(what);
            if (isStop && !StopAfter)
            {
                throw new StoppedException(what);
            }

            var result = write();
            return isStop ? throw new StoppedException(what) : result;
        }
    }

    public void Pass(string what, Action write) => Pass(what, () =>
    {
        write();
        return true;
    });
}
