using System.Globalization;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Labels by which the operator finds its Jobs and their pods again.</summary>
internal static class JobLabels
{
    public static Dictionary<string, string> Of(WorkOrder order)
    {
        var labels = new Dictionary<string, string>
        {
            [Labels.AppName] = Labels.Product,
            [Labels.ManagedBy] = Labels.Product,
            [Labels.Campaign] = order.Campaign.Metadata.Name,
            [Labels.CampaignUid] = order.Campaign.Metadata.Uid,
            [Labels.Run] = order.Run.ToString(CultureInfo.InvariantCulture),
            [Labels.Role] = order.Role == WorkRole.Plan ? Labels.RolePlan : Labels.RoleWave,
        };
        if (order.Role == WorkRole.Wave)
        {
            labels[Labels.Wave] = order.Wave.ToString(CultureInfo.InvariantCulture);
        }

        return labels;
    }
}
