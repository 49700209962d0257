using Spectre.Console;

namespace MaterialsSim.Cli.Outcome;

/// <summary>How tables look.</summary>
internal static class Tables
{
    /// <summary>Rows of a table before it refers to the file.</summary>
    public const int MaxRows = 20;

    public static Table New() => new() { Border = TableBorder.Simple, UseSafeBorder = true };

    /// <summary>Writes a table below its heading.</summary>
    public static void Write(IAnsiConsole console, string heading, Table table)
    {
        console.WriteLine();
        console.WriteLine(heading);
        console.Write(table);
    }

    public static TableColumn Number(string heading) => new TableColumn(new Text(heading)).RightAligned();

    /// <summary>Foreign text for a terminal: no control characters, so no escape codes either.</summary>
    public static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
