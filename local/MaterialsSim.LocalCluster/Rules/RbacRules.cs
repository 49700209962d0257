namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Roles and bindings: any path segment is a name (such as <c>system:node</c>).</summary>
internal sealed class RbacRules : KindRules
{
    public override NameStyle Names => NameStyle.PathSegment;
}
