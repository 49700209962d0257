using k8s;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Cli.Cluster;
using MaterialsSim.Cli.Manifests;
using MaterialsSim.Cli.Outcome;
using MaterialsSim.Cli.Progress;
using Spectre.Console;

namespace MaterialsSim.Cli.Commands;

/// <summary>Runs a campaign on a local cluster to its end and prints what came out.</summary>
internal sealed class RunCommand
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(500);

    public required FileInfo Manifest { get; init; }

    public required DirectoryInfo State { get; init; }

    public DirectoryInfo? Output { get; init; }

    public int? Parallelism { get; init; }

    public IReadOnlyList<string> Images { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var manifest = Manifests.Manifest.Read(Manifest);
        if (Parallelism is { } parallelism)
        {
            manifest.SetParallelism(parallelism);
        }

        var installation = Installation.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        var console = Terminal.Console();
        using var state = StateFolder.Open(State.FullName);
        await using var session = await LocalSession.StartAsync(
            new SessionOptions { Installation = installation, State = state, DatasetRoot = Manifest.Directory!.FullName, Images = Images, Time = Time }, cancellationToken);

        using var kubernetes = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(session.KubeconfigPath));
        var client = new CampaignClient(kubernetes, session.Client);
        var generation = await client.ApplyAsync(manifest, cancellationToken);
        IProgressDisplay display = Terminal.IsInteractive ? new LiveProgress(console, Time) : new PlainProgress(Console.Out, Time);
        var (campaign, outcome) = await display.ShowAsync(show => FollowAsync(client, manifest, generation, session.Operator, show, cancellationToken));

        var results = ResultFolder.Of(campaign.Status?.Results?.Uri);
        if (Output is not null && results is not null)
        {
            results = results.CopyTo(Output.FullName);
        }

        new ReportPrinter(console).Print(campaign, outcome, results);
        return outcome.ExitCode;
    }

    private async Task<(SimulationCampaign, CampaignOutcome)> FollowAsync(
        CampaignClient client, Manifest manifest, long generation, OperatorProcess @operator, Action<SimulationCampaignStatus?> show, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = WaitForEndAsync(client, manifest, generation, show, ended.Token);
        await Task.WhenAny(following, @operator.WaitAsync(ended.Token));
        if (!following.IsCompleted)
        {
            await ended.CancelAsync();
            await ((Task)following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await @operator.WaitAsync(cancellationToken); // throws what ended it
        }

        await ended.CancelAsync();
        return await following;
    }

    private async Task<(SimulationCampaign, CampaignOutcome)> WaitForEndAsync(
        CampaignClient client, Manifest manifest, long generation, Action<SimulationCampaignStatus?> show, CancellationToken cancellationToken)
    {
        await using var screen = new Screen(show, s_redraw, Time);
        await foreach (var campaign in client.FollowAsync(manifest.Namespace, manifest.Name, cancellationToken))
        {
            // What a status says of an earlier generation is not about what was just applied.
            screen.Show(campaign.Status?.ObservedGeneration >= generation ? campaign.Status : null);
            if (Judge.Of(campaign, generation) is { } outcome)
            {
                return (campaign, outcome);
            }
        }

        throw new CliException(ExitCodes.RunFailed, $"The campaign {manifest.Name} was deleted while it ran.");
    }
}
