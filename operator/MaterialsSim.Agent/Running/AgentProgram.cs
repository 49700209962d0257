using System.Runtime.InteropServices;
using MaterialsSim.Agent.Fetching;
using MaterialsSim.Agent.Planning;
using MaterialsSim.Agent.Publishing;
using MaterialsSim.Artifacts;
using MaterialsSim.Artifacts.Retries;

namespace MaterialsSim.Agent.Running;

/// <summary>Runs one command, and sees to it that every failure ends with an exit code that tells what to do and one line that tells why.</summary>
internal sealed class AgentProgram(Func<string, string?> environment, TextWriter log, TimeProvider time, Func<double> random)
{
    /// <summary>Opens stores; tests put a failing one in its place.</summary>
    public Func<string, IArtifactStore> OpenStore { get; init; } = root => ArtifactStores.Open(root, time);

    /// <summary>Where the last words go when the environment does not say.</summary>
    public string DefaultTerminationLog { get; init; } = "/dev/termination-log";

    /// <summary>The process.</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            // Not the default, which is to die without last words.
            context.Cancel = true;
            stop.Cancel();
        }

        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var program = new AgentProgram(Environment.GetEnvironmentVariable, Console.Error, TimeProvider.System, new Random().NextDouble);
        return await program.RunAsync(args, stop.Token);
    }

    /// <summary>Runs the command that the arguments name and returns the exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var failure = await TryAsync(args, cancellationToken);
        if (failure is null)
        {
            return 0;
        }

        LastWords.Write(failure, environment, DefaultTerminationLog, log);
        return failure.ExitCode;
    }

    private async Task<AgentException?> TryAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        try
        {
            var command = Command(args);
            var settings = new AgentSettings(environment);
            await command(new AgentContext(settings, Open(settings.Store), time, log), cancellationToken);
            return null;
        }
        catch (AgentException e)
        {
            return e;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new AgentException("Terminated", "The agent was told to stop before it was done. Another attempt does the work.", ExitTerminated);
        }
        catch (ArtifactStoreException e)
        {
            return AgentException.TryAgain("StoreUnreachable", e.Message);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            // The pod's own disk, mostly full: neither the kernel's fault nor the dataset's.
            return AgentException.TryAgain("WorkFolderUnusable", $"{e.Message.TrimEnd('.')}. Give the pod more ephemeral storage.");
        }
#pragma warning disable CA1031 // The end of the program: whatever it was, it is told, with its place.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.WriteLine(e);
            return AgentException.Defect("Defect", $"{e.GetType().Name}: {e.Message}");
        }
    }

    // 128 + SIGTERM, as shells have it.
    private const int ExitTerminated = 143;

    private static Func<AgentContext, CancellationToken, Task> Command(IReadOnlyList<string> args) => args switch
    {
        ["plan"] => PlanCommand.RunAsync,
        ["fetch"] => FetchCommand.RunAsync,
        ["publish"] => PublishCommand.RunAsync,
        _ => throw AgentException.Defect("Misconfigured", "Call materialssim-agent with one of: plan, fetch, publish."),
    };

    private RetryingArtifactStore Open(string root)
    {
        try
        {
            return new(OpenStore(root), new RetryPolicy(time, random)
            {
                OnRetry = (fault, wait) => log.WriteLine($"{fault.Message} Trying again in {wait.TotalSeconds:0.0} s."),
            });
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw AgentException.Defect("Misconfigured", e.Message);
        }
    }
}
