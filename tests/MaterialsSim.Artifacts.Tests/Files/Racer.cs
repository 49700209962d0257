using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using MaterialsSim.Artifacts.Files;

namespace MaterialsSim.Artifacts.Tests.Files;

/// <summary>Another process that creates objects when told to: this assembly, started with a folder in its environment.</summary>
internal sealed class Racer : IDisposable
{
    private const string FolderVariable = "MATERIALSSIM_TEST_RACE_FOLDER";
    private const string NameVariable = "MATERIALSSIM_TEST_RACE_NAME";

    private readonly Process _process;

    private Racer(Process process) => _process = process;

    public static Racer Start(string folder, string name)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Racer).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[FolderVariable] = folder;
        start.Environment[NameVariable] = name;
        return new(Process.Start(start)!);
    }

    public async Task TellAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    public Task<string?> HearAsync(CancellationToken cancellationToken) =>
        _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);

    public void Dispose()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Before the test runner's entry point, which would take over.
#pragma warning disable CA2255 // The assembly is an application.
    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            var store = new FileArtifactStore(folder, TimeProvider.System);
            while (Console.ReadLine() is { } path)
            {
                Console.WriteLine(store.CreateAsync(path, WriteAsync, CancellationToken.None).GetAwaiter().GetResult() ? "won" : "lost");
            }

            Environment.Exit(0);
        }
    }
#pragma warning restore CA2255

    private static Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Write(Encoding.UTF8.GetBytes($"racer {Environment.GetEnvironmentVariable(NameVariable)} "));
        Console.WriteLine("writing");
        Console.ReadLine();
        stream.Write("whole"u8);
        return Task.CompletedTask;
    }
}
