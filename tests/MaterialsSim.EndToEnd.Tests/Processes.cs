namespace MaterialsSim.EndToEnd.Tests;

/// <summary>What runs on this machine.</summary>
internal static class Processes
{
    /// <summary>Command lines and environments that name a folder: everything that a command with its state there has started.</summary>
    public static IReadOnlyList<string> Naming(string folder)
    {
        List<string> found = [];
        foreach (var process in Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (command.Contains(folder, StringComparison.Ordinal) || File.ReadAllText(Path.Combine(process, "environ")).Contains(folder, StringComparison.Ordinal))
                {
                    found.Add($"{Path.GetFileName(process)} {command.Replace('\0', ' ')}");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    /// <summary>Waits until nothing names the folder.</summary>
    public static async Task<IReadOnlyList<string>> GoneAsync(string folder, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var deadline = TimeProvider.System.GetTimestamp();
        while (Naming(folder) is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > patience)
            {
                return left;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return [];
    }
}
