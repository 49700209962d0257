using Spectre.Console;

namespace MaterialsSim.Cli;

/// <summary>Where output goes: a terminal, or a pipe or file that gets plain text.</summary>
internal static class Terminal
{
    // Wide enough that nothing is wrapped or cut: whoever reads the file decides.
    private const int PlainWidth = 1000;

    /// <summary>True when a person looks at a terminal that can redraw.</summary>
    public static bool IsInteractive { get; } =
        !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>A console that writes escape codes to terminals only.</summary>
    public static IAnsiConsole Console()
    {
        if (IsInteractive)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(System.Console.Out),
        });
        console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = false;
        return console;
    }
}
