using System.Text.Json.Nodes;
using MaterialsSim.Api;

namespace MaterialsSim.CrdGen.Tests;

/// <summary>The definition under test, freshly made and as committed.</summary>
internal static class Campaign
{
    public static CustomResourceDefinition Definition { get; } = CustomResourceDefinition.Of<SimulationCampaign>(CampaignNames.Value);

    public static JsonObject Schema => Definition.Document["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();

    public static string CommittedFile => Path.Combine(Repository, "crds", Definition.FileName);

    public static string Repository { get; } = Root();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MaterialsSim.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
