using MaterialsSim.Api;
using MaterialsSim.Campaigns.Preflight;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Answers a campaign that cannot be served as it is written, before anything starts.</summary>
internal sealed class PreflightStep(CampaignOptions options)
{
    private const int MaxTold = 5;

    /// <summary>Returns true when the campaign may go on.</summary>
    public bool Run(CampaignPass pass)
    {
        var problems = PreflightChecks.Run(pass.Campaign);
        if (problems.Count == 0 && IsFile(pass) && !options.AllowsFileDatasets)
        {
            problems = [new(Reasons.DatasetNotAllowed, "spec.candidates.uri", "this operator was given no dataset root, so it takes no file:// datasets")];
        }

        if (problems.Count == 0)
        {
            return true;
        }

        var more = problems.Count > MaxTold ? $" (and {problems.Count - MaxTold} more)" : "";
        var message = string.Join("; ", problems.Take(MaxTold).Select(problem => problem.Text)) + more;
        pass.Conclude(Standing.Invalid, problems[0].Reason, message);
        if (pass.IsEdited)
        {
            pass.Warn(EventReasons.InvalidSpec, message);
        }

        return false;
    }

    private static bool IsFile(CampaignPass pass) => pass.Spec.Candidates.Uri?.StartsWith("file://", StringComparison.Ordinal) == true;
}
