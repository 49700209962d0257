using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MaterialsSim.EndToEnd.Tests;

/// <summary><c>./materialssim</c>, as a user starts it.</summary>
internal sealed partial class MaterialsSimCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _news = new(0);

    private MaterialsSimCommand(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _lines);

    public int Id => _process.Id;

    /// <summary>Starts it; the first start builds.</summary>
    public static MaterialsSimCommand Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        // A shell that runs the tests in the background has Ctrl-C ignored, and every child inherits that.
        const string TakeInterrupts = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])";
        foreach (var argument in (string[])["-c", TakeInterrupts, Repository.PathOf("materialssim"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new MaterialsSimCommand(new Process { StartInfo = start });
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        var code = await command.WaitAsync();
        return (code, command.Output);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> WaitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not ended after {Patience}:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for a line that matches, and returns the match.</summary>
    public async Task<Match> WaitForLineAsync(Regex pattern)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var match = _lines.Select(line => pattern.Match(line)).FirstOrDefault(m => m.Success);
            if (match is not null)
            {
                return match;
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"Ended with {_process.ExitCode} before {pattern}:\n{Output}");
            }

            try
            {
                await _news.WaitAsync(TimeSpan.FromSeconds(1), limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No line like {pattern} after {Patience}:\n{Output}");
            }
        }
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, 2));

    /// <summary>SIGKILL.</summary>
    public void Kill() => Assert.Equal(0, Kill(_process.Id, 9));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _news.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    private void Take(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            _news.Release();
        }
    }
}
