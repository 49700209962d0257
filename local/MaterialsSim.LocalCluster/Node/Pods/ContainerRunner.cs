using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Node.Processes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>Runs one container: pulls, starts, waits, stops, starts again where its kind and the pod's restart policy say so.</summary>
/// <param name="services">What pods share.</param>
/// <param name="pod">The pod as it was taken on.</param>
/// <param name="folders">Its folders.</param>
/// <param name="record">Where it is noted how the container goes.</param>
/// <param name="changed">Called when that is worth a status write.</param>
internal sealed class ContainerRunner(NodeServices services, JsonObject pod, PodFolders folders, ContainerRecord record, Action changed)
{
    private static readonly TimeSpan PullErrorShown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LogDrain = TimeSpan.FromSeconds(2);

    private readonly string _policy = pod["spec"].String("restartPolicy") ?? "Always";
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the container has been started once.</summary>
    public Task Started => _started.Task;

    /// <summary>Runs the container until it will not run again.</summary>
    /// <param name="stopping">Asks it to end: SIGTERM.</param>
    /// <param name="killing">Its time is over: SIGKILL.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken killing)
    {
        var ends = 0;
        while (!stopping.IsCancellationRequested && await StartAsync(stopping) is { } running)
        {
            var startedAt = services.Time.GetUtcNow();
            var exitCode = await EndAsync(running.Process, stopping, killing);
            await DrainAsync(running);
            Finish(running.Log, exitCode, startedAt);
            if (stopping.IsCancellationRequested || !RestartRules.Restarts(record.Kind, _policy, exitCode))
            {
                return;
            }

            ends = services.Time.GetUtcNow() - startedAt >= RestartRules.Forgiven ? 1 : ends + 1;
            record.Last = (ContainerState.Terminated)record.State;
            if (await WaitToRestartAsync(RestartRules.Delay(ends), stopping))
            {
                record.Restarts++;
            }
        }
    }

    private async Task<RunningContainer?> StartAsync(CancellationToken stopping)
    {
        for (var delay = FirstRetry; ; delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry)
        {
            try
            {
                return await StartOnceAsync(stopping);
            }
            catch (ContainerConfigException missing)
            {
                if (!await WaitForAsync(missing, delay, stopping))
                {
                    return null;
                }
            }
            catch (ProcessStartException unstartable)
            {
                var now = services.Time.GetUtcNow().WholeSeconds();
                record.State = new ContainerState.Terminated(128, "StartError", $"failed to start the container's process: {unstartable.Message}", now, now);
                Tell("Warning", "Failed", $"Error: failed to start container \"{record.Name}\": {unstartable.Message}");
                return null;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private async Task<RunningContainer> StartOnceAsync(CancellationToken stopping)
    {
        var image = services.Images.Find(record.Image) ?? throw new ContainerConfigException(
            "ErrImagePull", $"no folder stands for image \"{record.Image}\" on this node; add one to its image folders");
        Tell("Normal", "Pulled", $"Container image \"{record.Image}\" already present on machine");
        var sources = await new ConfigSources(services.Client, pod.Namespace()).LoadAsync(record.Spec, stopping);
        Directory.CreateDirectory(folders.Temporary(record.Name));
        var plan = services.Planner.Plan(pod, record.Spec, image, folders, sources);
        File.Delete(folders.TerminationMessage(record.Name));
        var process = services.Processes.Start(plan);
        LeftoverProcesses.Note(folders.Container(record.Name), process.Pid);
        var log = services.Logs.Create(pod.Uid(), record.Name, record.Restarts);
        var cut = new CancellationTokenSource();
        var running = new RunningContainer(process, log, log.CopyFromAsync(process.Output, cut.Token), cut);
        record.ImageId = image.Id;
        record.ContainerId = $"process://{Guid.NewGuid():n}";
        record.State = new ContainerState.Running(services.Time.GetUtcNow().WholeSeconds());
        Tell("Normal", "Created", $"Created container: {record.Name}");
        Tell("Normal", "Started", $"Started container {record.Name}");
        changed();
        _started.TrySetResult();
        return running;
    }

    private async Task<int> EndAsync(ContainerProcess process, CancellationToken stopping, CancellationToken killing)
    {
        await ((Task)process.Exit).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.Exit.IsCompleted)
        {
            Tell("Normal", "Killing", $"Stopping container {record.Name}");
            process.Signal(NativeMethods.SigTerm);
            await ((Task)process.Exit).WaitAsync(killing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Signal(NativeMethods.SigKill);
        }

        return await process.Exit;
    }

    /// <summary>Reads what is left in the pipe. A process that has left its group may hold it open: it is not waited for.</summary>
    private async Task DrainAsync(RunningContainer running)
    {
        using var cut = running.Cut;
        await running.Copy.WaitAsync(LogDrain, services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cut.CancelAsync();
        await running.Copy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await running.Process.Output.DisposeAsync();
    }

    private void Finish(ContainerLog log, int exitCode, DateTimeOffset startedAt)
    {
        var message = TerminationMessage.Read(
            folders.TerminationMessage(record.Name), record.Spec.String("terminationMessagePolicy"), exitCode, log.Tail);
        record.State = new ContainerState.Terminated(
            exitCode, exitCode == 0 ? "Completed" : "Error", message, startedAt.WholeSeconds(), services.Time.GetUtcNow().WholeSeconds());
    }

    private async Task<bool> WaitToRestartAsync(TimeSpan delay, CancellationToken stopping)
    {
        if (delay > TimeSpan.Zero)
        {
            var where = $"{pod.Name()}_{pod.Namespace()}({pod.Uid()})";
            record.State = new ContainerState.Waiting("CrashLoopBackOff", $"back-off {delay.TotalSeconds:0}s restarting failed container={record.Name} pod={where}");
            Tell("Warning", "BackOff", $"Back-off restarting failed container {record.Name} in pod {where}");
            changed();
        }

        return await PauseAsync(delay, stopping);
    }

    private async Task<bool> WaitForAsync(ContainerConfigException missing, TimeSpan delay, CancellationToken stopping)
    {
        record.State = new ContainerState.Waiting(missing.Reason, missing.Message);
        Tell("Warning", "Failed", missing.Reason == "ErrImagePull" ? $"Failed to pull image \"{record.Image}\": {missing.Message}" : $"Error: {missing.Message}");
        changed();
        if (missing.Reason != "ErrImagePull")
        {
            return await PauseAsync(delay, stopping);
        }

        if (!await PauseAsync(PullErrorShown, stopping))
        {
            return false;
        }

        record.State = new ContainerState.Waiting("ImagePullBackOff", $"Back-off pulling image \"{record.Image}\": {missing.Message}");
        Tell("Normal", "BackOff", $"Back-off pulling image \"{record.Image}\"");
        changed();
        return await PauseAsync(delay, stopping);
    }

    private async Task<bool> PauseAsync(TimeSpan delay, CancellationToken stopping)
    {
        await Task.Delay(delay, services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    private void Tell(string type, string reason, string message) =>
        services.Events.Record(pod, NodeServices.Component, type, reason, message, record.FieldPath);

    private sealed record RunningContainer(ContainerProcess Process, ContainerLog Log, Task Copy, CancellationTokenSource Cut);
}
