namespace MaterialsSim.CrdGen.Tests;

public sealed class DriftTests
{
    [Fact]
    public void The_committed_definition_is_what_the_types_make()
    {
        var committed = File.ReadAllText(Campaign.CommittedFile);

        Assert.True(
            committed == Campaign.Definition.ToYaml(),
            $"{Campaign.Definition.FileName} is not what the types make: dotnet run --project operator/MaterialsSim.CrdGen -- crds/");
    }
}
