using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>Writes the report at once, and keeps how often it did.</summary>
internal sealed class SyncReports : IRunReports, IFrontPlot
{
    public int Written { get; private set; }

    public ReportProgress Ensure(ReportOrder order)
    {
        try
        {
            new RunReporter(this).WriteAsync(order, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (BrokenResultsException exception)
        {
            return new ReportProgress(IsDone: false, exception.Message, exception.Batch);
        }

        Written++;
        return new ReportProgress(IsDone: true);
    }

    public void Forget(string campaignUid)
    {
    }

    public byte[]? Draw(RankingSpec ranking, Summary summary) => null;
}
