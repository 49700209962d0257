namespace MaterialsSim.Operator.Tests;

/// <summary>Where the repository lies: above the test's own binaries.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MaterialsSim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No MaterialsSim.sln above {AppContext.BaseDirectory}.");
    }
}
