using Spectre.Console;

namespace MaterialsSim.Cli.Outcome;

/// <summary>How tables look.</summary>
internal static class Tables
{
    /// <summary>Rows of a table before it refers to the file.</summary>
    public const int MaxRows = 20;

    public static Table New(string title)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title), Style.Plain), Border = TableBorder.Simple, UseSafeBorder = true };
        table.Title.Style = Style.Plain;
        return table;
    }

    public static TableColumn Number(string heading) => new TableColumn(new Text(heading)).RightAligned();

    /// <summary>Foreign text for a terminal: no control characters, so no escape codes either.</summary>
    public static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
