using System.Diagnostics;

namespace MaterialsSim.Cli.Cluster;

/// <summary>
/// The operator as a child process, started again when it dies, as a Deployment would. It holds the reading end of our pipe as its standard input and exits
/// when that ends, so it is gone soon after we are, however we end.
/// </summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private const int MaxDeaths = 5;
    private const int LastLines = 5;
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_healthy = TimeSpan.FromMinutes(1);

    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;
    private readonly string _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<string> _last = new();
    private readonly Task _life;

    private OperatorProcess(string program, IReadOnlyList<string> arguments, string log, TimeProvider time)
    {
        (_program, _arguments, _log, _time) = (program, arguments, log, time);
        _life = LiveAsync();
    }

    /// <summary>Starts it; returns at once.</summary>
    public static OperatorProcess Start(string program, IReadOnlyList<string> arguments, string log, TimeProvider time) => new(program, arguments, log, time);

    /// <summary>Completes when the operator cannot be kept running.</summary>
    /// <exception cref="CliException">It died again and again, or could not be started.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _life.WaitAsync(cancellationToken);

    /// <summary>Ends the operator: first by the end of its input, after 15 s by force.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // whoever waits for it was told
        _stopping.Dispose();
    }

    private async Task LiveAsync()
    {
        await using var log = new StreamWriter(new FileStream(_log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        for (var deaths = 0; !_stopping.IsCancellationRequested;)
        {
            var started = _time.GetTimestamp();
            var code = await RunOnceAsync(log);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            deaths = _time.GetElapsedTime(started) > s_healthy ? 1 : deaths + 1;
            if (deaths == MaxDeaths)
            {
                var words = string.Join(Environment.NewLine, _last);
                throw new CliException(ExitCodes.ClusterFailed, $"The operator exited {MaxDeaths} times in a row, last with code {code}. Its last words ({_log}):{Environment.NewLine}{words}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 << deaths), _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunOnceAsync(StreamWriter log)
    {
        var start = new ProcessStartInfo(_program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in _arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Begin(start);
        using var gate = new SemaphoreSlim(1);
        var copies = Task.WhenAll(CopyAsync(process.StandardOutput, log, gate), CopyAsync(process.StandardError, log, gate));
        var exit = process.WaitForExitAsync(CancellationToken.None);
        await exit.WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.StandardInput.Close();
        if (!exit.IsCompleted)
        {
            await exit.WaitAsync(s_grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!exit.IsCompleted)
        {
            process.Kill(entireProcessTree: true);
        }

        await exit;
        await copies;
        return process.ExitCode;
    }

    private Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CliException(ExitCodes.ClusterFailed, $"The operator {_program} cannot be started: {e.Message}", e);
        }
    }

    private async Task CopyAsync(StreamReader from, StreamWriter to, SemaphoreSlim gate)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await gate.WaitAsync();
            await to.WriteLineAsync(line);
            _last.Enqueue(line.Length <= 400 ? line : line[..400]);
            if (_last.Count > LastLines)
            {
                _last.Dequeue();
            }

            gate.Release();
        }
    }
}
