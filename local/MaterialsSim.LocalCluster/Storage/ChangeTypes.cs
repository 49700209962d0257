namespace MaterialsSim.LocalCluster.Storage;

/// <summary>The words that watch events use.</summary>
internal static class ChangeTypes
{
    public static string Wire(this ChangeType type) => type switch
    {
        ChangeType.Added => "ADDED",
        ChangeType.Modified => "MODIFIED",
        _ => "DELETED",
    };
}
