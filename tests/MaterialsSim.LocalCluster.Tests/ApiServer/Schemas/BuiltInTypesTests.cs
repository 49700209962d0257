using System.Runtime.CompilerServices;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Schemas;

/// <summary>The committed list of built-in types agrees with the client. <c>MATERIALSSIM_SCHEMA_ACCEPT=1</c> writes it anew.</summary>
public sealed class BuiltInTypesTests
{
    [Fact]
    public async Task The_committed_types_are_those_of_the_client()
    {
        var written = BuiltInTypes.Write();
        var path = Path.Combine(RepositoryRoot(), "local", "MaterialsSim.LocalCluster", "Schemas", "BuiltIn", "types.txt");
        if (Environment.GetEnvironmentVariable("MATERIALSSIM_SCHEMA_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, written, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), written);
    }

    private static string RepositoryRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../.."));
}
