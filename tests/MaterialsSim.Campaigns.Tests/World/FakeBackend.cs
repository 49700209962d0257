using System.Text;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>A cluster that runs waves when it is ticked: a pod per index, as many as the parallelism allows. Pods read and write the store for real.</summary>
internal sealed class FakeBackend(MemoryArtifacts store, WriteGate gate) : IExecutionBackend
{
    private readonly List<Work> _works = [];
    private int _uids;

    /// <summary>What becomes of a batch; the second argument counts its tries over all waves.</summary>
    public Func<int, int, Fate> Fate { get; set; } = (_, _) => World.Fate.Succeed;

    /// <summary>Batches whose kernel ran, once per run of the kernel.</summary>
    public List<int> KernelRuns { get; } = [];

    /// <summary>The most pods that ever ran at once.</summary>
    public int MostActive { get; private set; }

    public WorkRefusedException? Refusal { get; set; }

    public Obstacle? Obstacle { get; set; }

    public IReadOnlyList<ObservedWork> Works => [.. _works.Select(w => w.Observed)];

    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal)
        {
            throw refusal;
        }

        gate.Pass($"start {order.Role} {order.Wave}", () =>
        {
            if (_works.All(w => w.Observed.Name != order.Name))
            {
                _works.Add(new Work(order, $"job-{++_uids}"));
            }
        });
        return Task.CompletedTask;
    }

    public IReadOnlyList<ObservedWork> Observe(string @namespace, string campaignUid) => Works;

    public Task AdjustAsync(ObservedWork work, WorkAdjustment adjustment, CancellationToken cancellationToken)
    {
        if (work.Suspended == adjustment.Suspend && work.Parallelism == adjustment.Parallelism && (adjustment.TtlSeconds is null || adjustment.TtlSeconds == work.TtlSeconds))
        {
            return Task.CompletedTask;
        }

        gate.Pass($"adjust {work.Wave}", () => Find(work)?.Change(o => o with
        {
            Suspended = adjustment.Suspend,
            Parallelism = adjustment.Parallelism,
            TtlSeconds = adjustment.TtlSeconds ?? o.TtlSeconds,
        }));
        return Task.CompletedTask;
    }

    public Task StopAsync(ObservedWork work, CancellationToken cancellationToken)
    {
        gate.Pass($"stop {work.Wave}", () => _works.RemoveAll(w => w.Observed.Uid == work.Uid));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<int, BatchFailure>> ExplainFailuresAsync(ObservedWork work, IReadOnlyCollection<int> indexes, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyDictionary<int, BatchFailure>>(
            indexes.ToDictionary(i => i, _ => new BatchFailure(FailureReason.KernelFailed, "Container kernel exited with 1: boom", 1)));

    public Task<Obstacle?> DiagnoseAsync(ObservedWork work, CancellationToken cancellationToken) => Task.FromResult(Obstacle);

    /// <summary>Somebody deletes all Jobs.</summary>
    public void DeleteAll() => _works.Clear();

    /// <summary>Somebody edits the labels of all Jobs: they are work of no run now.</summary>
    public void EditLabels()
    {
        foreach (var work in _works)
        {
            work.Change(o => o with { Run = 0, Wave = 0 });
        }
    }

    /// <summary>Lets every pod that may run end. Returns false when nothing moved.</summary>
    public async Task<bool> TickAsync()
    {
        var moved = false;
        var active = 0;
        foreach (var work in _works.Where(w => w.Observed is { State: WorkState.Active, Suspended: false }).ToList())
        {
            if (work.Order.Role == WorkRole.Plan)
            {
                moved |= await PlanAsync(work);
                continue;
            }

            var open = work.OpenIndexes().Take(work.Observed.Parallelism).ToList();
            active += open.Count;
            foreach (var index in open)
            {
                moved |= await RunAsync(work, index);
            }
        }

        MostActive = Math.Max(MostActive, active);
        return moved;
    }

    private Work? Find(ObservedWork work) => _works.FirstOrDefault(w => w.Observed.Uid == work.Uid);

    private async Task<bool> RunAsync(Work work, int index)
    {
        var run = work.Order.RunPath;
        var task = Documents.Read<WaveTask>(store.Get($"{run}/{RunPaths.WaveTask(work.Order.Wave)}")!, "task");
        var record = BatchTable.Read(store.Get($"{run}/{RunPaths.Manifest(work.Order.Wave)}")!)[index];
        var commit = $"{run}/{RunPaths.Commit(0, record.Batch)}";
        if (store.Get(commit) is not null)
        {
            work.End(index, isGood: true);
            return true;
        }

        var fate = Fate(record.Batch, KernelRuns.Count(b => b == record.Batch));
        if (fate == World.Fate.Hang)
        {
            return false;
        }

        KernelRuns.Add(record.Batch);
        if (fate is World.Fate.Succeed or World.Fate.PublishThenFail)
        {
            await PublishAsync(run, task, record, $"{work.Observed.Uid}-{index}");
        }

        work.End(index, isGood: fate is World.Fate.Succeed or World.Fate.Vanish);
        return true;
    }

    /// <summary>Fetch, kernel and publish: y = 100 - (x - 30)^2 / 10, z = x; candidates with x = 13 fail.</summary>
    private async Task PublishAsync(string run, WaveTask task, BatchRecord record, string attempt)
    {
        var dataset = store.Get($"{run}/{RunPaths.Dataset}") ?? Dataset!;
        var lines = Encoding.UTF8.GetString(dataset).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip((int)record.FirstRow).Take(record.Candidates).ToList();
        var output = new StringBuilder();
        foreach (var line in lines)
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("id").GetString();
            var x = json.RootElement.GetProperty("properties").GetProperty("x").GetDouble();
            output.Append(x == 13
                ? $"{{\"id\":\"{id}\",\"error\":{{\"reason\":\"Unlucky\",\"message\":\"x is 13\"}}}}\n"
                : $"{{\"id\":\"{id}\",\"properties\":{{\"y\":{100 - ((x - 30) * (x - 30) / 10)},\"z\":{x}}}}}\n");
        }

        using var results = new MemoryStream();
        var published = await BatchResults.WriteAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), new MemoryStream(Encoding.UTF8.GetBytes(output.ToString())), results,
            task.Ranking, new KernelOutputLimits(), CancellationToken.None);
        var path = RunPaths.Results(record.Batch, attempt);
        store.PutIfAbsent($"{run}/{path}", results.ToArray());
        var commit = new Commit
        {
            CampaignUid = task.CampaignUid,
            Run = task.Run,
            Batch = record.Batch,
            Wave = task.Wave,
            Backend = task.Backend,
            Attempt = attempt,
            Outcome = BatchOutcome.Succeeded,
            Results = new ResultsReference(path, published.Sha256, published.Bytes),
            RankingHash = task.Ranking.Hash(),
            Summary = published.Summary,
        };
        store.PutIfAbsent($"{run}/{RunPaths.Commit(0, record.Batch)}", CommitDocument.Write(commit));
    }

    /// <summary>The dataset behind a file:// URI, in JSON Lines; null when it does not exist.</summary>
    public byte[]? Dataset { get; set; }

    private async Task<bool> PlanAsync(Work work)
    {
        var run = work.Order.RunPath;
        if (Dataset is null)
        {
            var failure = new PlanFailure("DatasetNotFound", "No dataset at file:///crystals.jsonl.", WaitsForEdit: false);
            store.Put($"{run}/{RunPaths.PlanFailure(work.Observed.Uid)}", Documents.Write(failure));
            work.End(0, isGood: false);
            return true;
        }

        var request = Documents.Read<PlanRequest>(store.Get($"{run}/{RunPaths.PlanRequest}")!, "request");
        var plan = await Planner.PlanAsync(request, new Source(request.Uri, Dataset), new Sink(store, run), new PlannerOptions(), CancellationToken.None);
        store.PutIfAbsent($"{run}/{RunPaths.Plan}", Documents.Write(plan));
        work.End(0, isGood: true);
        return true;
    }

    private sealed class Source(string uri, byte[] content) : IDatasetSource
    {
        public DatasetObject Object { get; } = new(uri, content.Length, "v1");

        public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(content));
    }

    private sealed class Sink(MemoryArtifacts store, string run) : IPlanSink
    {
        public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream();
            await write(content, cancellationToken);
            store.Put($"{run}/{path}", content.ToArray());
        }
    }

    private sealed class Work(WorkOrder order, string uid)
    {
        private readonly HashSet<int> _completed = [];
        private readonly HashSet<int> _failed = [];

        public WorkOrder Order { get; } = order;

        public ObservedWork Observed { get; private set; } = new()
        {
            Name = order.Name,
            Namespace = "lab",
            Uid = uid,
            Role = order.Role,
            Run = order.Run,
            Wave = order.Wave,
            Parallelism = order.Parallelism,
            Completed = new BatchSet(),
            Failed = new BatchSet(),
        };

        public IEnumerable<int> OpenIndexes() => Enumerable.Range(0, Order.Batches).Where(i => !_completed.Contains(i) && !_failed.Contains(i));

        public void Change(Func<ObservedWork, ObservedWork> change) => Observed = change(Observed);

        public void End(int index, bool isGood)
        {
            (isGood ? _completed : _failed).Add(index);
            var isOver = _completed.Count + _failed.Count == Order.Batches;
            Observed = Observed with
            {
                Completed = Set(_completed),
                Failed = Set(_failed),
                State = !isOver ? WorkState.Active : _failed.Count == 0 ? WorkState.Complete : WorkState.Failed,
                Ended = isOver ? TestWorld.Start : null,
            };
        }

        private static BatchSet Set(IEnumerable<int> indexes)
        {
            var set = new BatchSet();
            foreach (var index in indexes.Order())
            {
                set.Add(index);
            }

            return set;
        }
    }
}
