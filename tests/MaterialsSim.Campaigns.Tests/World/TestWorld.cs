using System.Text;
using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Screening.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>A campaign, its API server, cluster, store and clock. The operator may die and be started again at any time; the rest stays.</summary>
internal sealed class TestWorld
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private CampaignReconciler _reconciler;

    public TestWorld()
    {
        Artifacts = new MemoryArtifacts(Gate);
        Api = new FakeApi(Gate);
        Cluster = new FakeBackend(Artifacts, Gate);
        _reconciler = NewOperator();
    }

    public WriteGate Gate { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public MemoryArtifacts Artifacts { get; }

    public FakeApi Api { get; }

    public FakeBackend Cluster { get; }

    public SyncReports Reports { get; } = new();

    public int Restarts { get; private set; }

    public string? Phase => Api.Campaign.Status?.Phase;

    /// <summary>Inline candidates c000, c001, … with x = 0, 1, …</summary>
    public static SimulationCampaign Campaign(int candidates = 40, int batchSize = 5, Action<SimulationCampaignSpec>? edit = null)
    {
        var spec = new SimulationCampaignSpec
        {
            Candidates = new CandidatesSpec
            {
                Inline = [.. Enumerable.Range(0, candidates).Select(i => new InlineCandidate { Id = $"c{i:D3}", Properties = new Dictionary<string, string> { ["x"] = $"{i}" } })],
            },
            Kernel = new KernelSpec { Image = "example/parabola:1", Parameters = new Dictionary<string, string> { ["a"] = "1" } },
            Objectives =
            [
                new ObjectiveSpec { Property = "y", Goal = Goals.Maximize, Low = 0, High = 100 },
                new ObjectiveSpec { Property = "z", Goal = Goals.Minimize, Low = 0, High = 50 },
            ],
            TopK = 3,
            Execution = new ExecutionSpec { BatchSize = batchSize, Parallelism = 4 },
        };
        edit?.Invoke(spec);
        return new SimulationCampaign { Metadata = new() { Name = "parabola" }, Spec = spec };
    }

    /// <summary>The dataset of <see cref="Campaign"/> as JSON Lines.</summary>
    public static byte[] Lines(int candidates = 40)
        => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, candidates).Select(i => $"{{\"id\":\"c{i:D3}\",\"properties\":{{\"x\":{i}}}}}\n")));

    /// <summary>The operator dies and another starts.</summary>
    public void Restart()
    {
        Restarts++;
        _reconciler = NewOperator();
    }

    /// <summary>One reconcile; an operator that is stopped in it is started again.</summary>
    public async Task<TimeSpan?> ReconcileAsync()
    {
        try
        {
            return await _reconciler.ReconcileAsync(Api.Read(), CancellationToken.None);
        }
        catch (StoppedException)
        {
            Restart();
            return TimeSpan.Zero;
        }
    }

    /// <summary>Reconciles and lets pods end until the phase is reached. Time passes only when nothing else moves.</summary>
    public async Task RunUntilAsync(string phase, int rounds = 400)
    {
        for (var round = 0; round < rounds; round++)
        {
            var requeue = await ReconcileAsync();
            if (Phase == phase)
            {
                return;
            }

            var moved = await Cluster.TickAsync();
            if (!moved && requeue != TimeSpan.Zero)
            {
                Time.Advance(requeue ?? TimeSpan.FromSeconds(30));
            }
        }

        Assert.Fail($"not {phase} after {rounds} rounds but {Phase}: {Condition(ConditionTypes.Ready)}; writes: {string.Join(", ", Gate.Log.TakeLast(20))}");
    }

    public string Condition(string type)
    {
        var condition = CampaignConditions.Find(Api.Campaign.Status, type);
        return $"{condition?.Status} {condition?.Reason} {condition?.Message}".TrimEnd();
    }

    public string RunPath(int run = 1) => RunPaths.Run("lab", "parabola", Api.Campaign.Metadata.Uid, run);

    /// <summary>The files that must not depend on how the run went.</summary>
    public string Answer(int run = 1)
        => string.Join("\n---\n", new[] { RunPaths.Report, ReportFiles.Results, ReportFiles.Best, ReportFiles.Front, ReportFiles.Failed }
            .Select(file => Encoding.UTF8.GetString(Artifacts.Get($"{RunPath(run)}/{file}") ?? [])));

    private CampaignReconciler NewOperator() => new(Api, Cluster, Artifacts, Reports, new CampaignOptions { AllowsFileDatasets = true }, Time);
}
