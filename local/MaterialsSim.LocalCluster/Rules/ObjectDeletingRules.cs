namespace MaterialsSim.LocalCluster.Rules;

/// <summary>A stored kind whose deletion answers with the object.</summary>
internal sealed class ObjectDeletingRules : KindRules
{
    public override bool DeleteReturnsObject => true;
}
