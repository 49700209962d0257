using System.Xml.Linq;

namespace MaterialsSim.Architecture.Tests;

public sealed class DependencyRuleTests
{
    public static TheoryData<string> Projects => [.. House.Allowed.Keys];

    [Fact]
    public void Every_project_has_its_place_in_the_house() => Assert.Equal(House.Allowed.Keys.Order(), House.ProjectFiles.Keys.Order());

    [Theory, MemberData(nameof(Projects))]
    public void A_project_file_references_only_what_it_may(string project)
    {
        var file = XDocument.Load(House.ProjectFiles[project]);
        var projects = Includes(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Empty(projects.Except(House.Allowed[project].Projects));
        Assert.Empty(Includes(file, "PackageReference").Except(House.Allowed[project].Packages));
        Assert.Empty(file.Descendants("Reference"));
    }

    [Theory, MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_its_project_may_reach(string project)
    {
        var ours = References.Assemblies(project).Where(name => name.StartsWith("MaterialsSim.", StringComparison.Ordinal));

        Assert.Empty(ours.Except(House.Reach(project)));
    }

    [Theory]
    [InlineData("MaterialsSim.Screening")]
    [InlineData("MaterialsSim.Artifacts")]
    [InlineData("MaterialsSim.Agent")]
    public void What_runs_native_knows_no_Kubernetes_client(string project) =>
        Assert.DoesNotContain(References.Assemblies(project), name => name.StartsWith("Kubernetes", StringComparison.Ordinal) || name == "YamlDotNet");

    [Fact]
    public void The_state_machine_knows_the_objects_of_Kubernetes_but_no_client_and_no_HTTP()
    {
        var foreign = References.Types("MaterialsSim.Campaigns")
            .Where(type => (type.StartsWith("k8s.", StringComparison.Ordinal) && !type.StartsWith("k8s.Models.", StringComparison.Ordinal))
                || type.StartsWith("System.Net.", StringComparison.Ordinal)
                || type.StartsWith("Amazon.", StringComparison.Ordinal))
            .Except(["k8s.IMetadata`1", "k8s.IKubernetesObject", "k8s.IKubernetesObject`1", "k8s.KubernetesJson"]);

        Assert.Empty(foreign);
    }

    [Fact]
    public void Only_the_command_line_knows_the_local_cluster() => Assert.Equal(
        ["MaterialsSim.Cli"],
        House.Allowed.Keys.Where(project => References.Assemblies(project).Contains("MaterialsSim.LocalCluster")));

    private static IEnumerable<string> Includes(XDocument file, string element) => file.Descendants(element).Select(e => (string)e.Attribute("Include")!);
}
