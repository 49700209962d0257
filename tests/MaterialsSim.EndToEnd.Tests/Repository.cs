namespace MaterialsSim.EndToEnd.Tests;

/// <summary>Where the checkout lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find("MaterialsSim.sln") ?? throw new InvalidOperationException("No MaterialsSim.sln above the tests.");

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>A file that may lie in a folder <c>shared</c> beside the checkout; null when it does not.</summary>
    public static string? Shared(string relative)
    {
        var path = Path.Combine(Root, "..", "shared", relative);
        return File.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string? Find(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, file)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
