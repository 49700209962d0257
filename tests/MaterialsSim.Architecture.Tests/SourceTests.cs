using System.Text.RegularExpressions;

namespace MaterialsSim.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int MaxLines = 300;

    [Fact]
    public void A_file_has_one_public_type_that_is_named_as_the_file()
    {
        var faults = new List<string>();
        foreach (var file in House.Sources())
        {
            var types = PublicType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value).Distinct().ToList();
            if (types.Count > 1 || types.Any(type => type != Path.GetFileName(file).Split('.')[0]))
            {
                faults.Add($"{Path.GetRelativePath(House.Root, file)}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void A_file_stays_short() => Assert.Empty(House.Sources()
        .Select(file => (File: Path.GetRelativePath(House.Root, file), Lines: File.ReadLines(file).Count()))
        .Where(f => f.Lines > MaxLines)
        .Select(f => $"{f.File}: {f.Lines} lines"));

    [GeneratedRegex(@"^public (?:(?:sealed|abstract|static|readonly|partial|unsafe|ref) )*(?:class|(?:record )?struct|record|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
