namespace MaterialsSim.Campaigns.Reporting;

/// <summary>A batch's stored commit or results are missing or damaged.</summary>
internal sealed class BrokenResultsException(int batch, string problem, Exception? inner = null) : Exception(problem, inner)
{
    public int Batch { get; } = batch;
}
