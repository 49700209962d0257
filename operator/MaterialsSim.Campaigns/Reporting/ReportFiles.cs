namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Names of a report's files, in the run's folder.</summary>
public static class ReportFiles
{
    /// <summary>Every candidate.</summary>
    public const string Results = "results.csv";

    /// <summary>The best.</summary>
    public const string Best = "best.csv";

    /// <summary>The Pareto front.</summary>
    public const string Front = "front.csv";

    /// <summary>Every candidate that failed, with the reason.</summary>
    public const string Failed = "failed.csv";

    /// <summary>The front as a picture.</summary>
    public const string Plot = "front.png";
}
