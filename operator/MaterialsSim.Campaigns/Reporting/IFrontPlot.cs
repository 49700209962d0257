using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Draws the Pareto front as a PNG.</summary>
public interface IFrontPlot
{
    /// <summary>The picture, or null when there is nothing to draw (one objective, or an empty front).</summary>
    byte[]? Draw(RankingSpec ranking, Summary summary);
}
