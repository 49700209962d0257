namespace MaterialsSim.Cli.Commands;

/// <summary>Text that people paste into a shell.</summary>
internal static class ShellText
{
    /// <summary>The text as one shell word: as it is when plain, else in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@%,=".Contains(c)) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
