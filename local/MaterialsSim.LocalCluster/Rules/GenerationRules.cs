namespace MaterialsSim.LocalCluster.Rules;

/// <summary>A stored kind whose generation counts.</summary>
internal class GenerationRules : KindRules
{
    public override bool HasGeneration => true;
}
