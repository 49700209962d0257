namespace MaterialsSim.Api;

/// <summary>Labels of the objects that the operator creates.</summary>
public static class Labels
{
    /// <summary>Name of the campaign.</summary>
    public const string Campaign = "materialssim.io/campaign";

    /// <summary>UID of the campaign: what selection goes by.</summary>
    public const string CampaignUid = "materialssim.io/campaign-uid";

    /// <summary>Number of the run.</summary>
    public const string Run = "materialssim.io/run";

    /// <summary>Number of the wave, from 1; absent on a plan Job.</summary>
    public const string Wave = "materialssim.io/wave";

    /// <summary>What the Job is for: <see cref="RolePlan"/> or <see cref="RoleWave"/>.</summary>
    public const string Role = "materialssim.io/role";

    /// <summary>The Job plans the dataset.</summary>
    public const string RolePlan = "plan";

    /// <summary>The Job simulates a wave of batches.</summary>
    public const string RoleWave = "wave";

    /// <summary>Recommended label: name of the application.</summary>
    public const string AppName = "app.kubernetes.io/name";

    /// <summary>Recommended label: what manages the object.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>Value of <see cref="AppName"/> and <see cref="ManagedBy"/>.</summary>
    public const string Product = "materialssim";

    /// <summary>Name of the Kueue queue that admits the Job.</summary>
    public const string KueueQueue = "kueue.x-k8s.io/queue-name";
}
