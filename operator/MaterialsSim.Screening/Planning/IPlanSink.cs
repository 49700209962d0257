namespace MaterialsSim.Screening.Planning;

/// <summary>Where the planner puts its files, by their <see cref="Contracts.RunPaths"/>.</summary>
public interface IPlanSink
{
    /// <summary>Writes one file, atomically: nothing appears when <paramref name="write"/> throws. <paramref name="write"/> is called once.</summary>
    Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);
}
