namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Writes reports beside the reconcile workers; a report of many candidates takes minutes.</summary>
public interface IRunReports
{
    /// <summary>Starts the report unless it is under way, and tells where it stands. The campaign is reconciled again when it ends.</summary>
    ReportProgress Ensure(ReportOrder order);

    /// <summary>Forgets a report, so that it is made anew.</summary>
    void Forget(string campaignUid);
}
