using System.Text.Json;
using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Artifacts.Files;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Agent.Tests;

/// <summary>A pod's surroundings in a temporary folder: store, dataset root, work folder and environment.</summary>
internal sealed class AgentRig : IDisposable
{
    public const string Uid = "6f1f0c6e-6a44-4e0e-9a3a-2d1f3f7f9b10";
    public const string Run = $"lab/screen-{Uid}/1";

    private readonly DirectoryInfo _folder;
    private readonly string _pod;
    private readonly Dictionary<string, string?> _environment;

    public AgentRig()
        : this(Directory.CreateTempSubdirectory("agent-"), "")
    {
    }

    private AgentRig(DirectoryInfo folder, string pod)
    {
        _folder = folder;
        _pod = pod;
        foreach (var path in new[] { StoreFolder, DatasetRoot, Work })
        {
            Directory.CreateDirectory(path);
        }

        Store = new FileArtifactStore(StoreFolder, TimeProvider.System);
        OpenStore = () => Store;
        _environment = new()
        {
            [AgentContract.Store] = "file://" + StoreFolder,
            [AgentContract.Run] = Run,
            [AgentContract.Wave] = "1",
            [AgentContract.Index] = "0",
            [AgentContract.JobUid] = "job-uid-1",
            [AgentContract.Work] = Work,
            [AgentContract.DatasetRoot] = DatasetRoot,
            [AgentContract.TerminationLog] = TerminationLog,
            [KernelContract.Attempt] = "pod-uid-1",
        };
    }

    public string StoreFolder => Path.Join(_folder.FullName, "store");

    public string DatasetRoot => Path.Join(_folder.FullName, "datasets");

    public string Outside => _folder.FullName;

    public string Work => Path.Join(_folder.FullName, "work" + _pod);

    public string TerminationLog => Path.Join(_folder.FullName, "termination-log" + _pod);

    public IArtifactStore Store { get; }

    public Func<IArtifactStore> OpenStore { get; set; }

    public AutoAdvancingTime Time { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The environment of the pod.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _environment;

    public string? this[string variable]
    {
        set => _environment[variable] = value;
    }

    /// <summary>A second pod on the same store, with a copy of the work folder.</summary>
    public AgentRig OtherPod()
    {
        var other = new AgentRig(_folder, "-other");
        foreach (var file in Directory.GetFiles(Work))
        {
            File.Copy(file, other.WorkFile(Path.GetFileName(file)));
        }

        return other;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs a command as the pod does.</summary>
    public async Task<AgentEnd> RunAsync(params string[] args)
    {
        File.Delete(TerminationLog);
        var log = new StringWriter();
        var program = new AgentProgram(name => _environment.GetValueOrDefault(name), log, Time, () => 0)
        {
            OpenStore = _ => OpenStore(),
            DefaultTerminationLog = Path.Join(Outside, "default-termination-log"),
        };
        var exit = await program.RunAsync(args, Token);
        var words = File.Exists(TerminationLog) ? JsonDocument.Parse(await File.ReadAllTextAsync(TerminationLog, Token)).RootElement : default;
        return words.ValueKind == JsonValueKind.Undefined
            ? new AgentEnd(exit, null, null, log.ToString())
            : new AgentEnd(exit, words.GetProperty("reason").GetString(), words.GetProperty("message").GetString(), log.ToString());
    }

    public void WriteDataset(string name, string text)
    {
        var path = Path.Join(DatasetRoot, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public Task RequestAsync(Func<PlanRequest, PlanRequest>? change = null)
    {
        var request = new PlanRequest { CampaignUid = Uid, Run = 1, Uri = "file:///lab/crystals.csv", Format = DatasetFormat.Csv };
        return WriteAsync(RunPaths.PlanRequest, Documents.Write(change?.Invoke(request) ?? request));
    }

    /// <summary>Makes wave 1 of all planned batches, as the operator does.</summary>
    public async Task<WaveTask> DispatchAsync(int generation = 0, int wave = 1)
    {
        var records = BatchTable.Read(await ReadAsync(RunPaths.Batches));
        var task = new WaveTask
        {
            CampaignUid = Uid,
            Run = 1,
            Wave = wave,
            Generation = generation,
            Backend = "Jobs",
            Batches = records.Count,
            Ranking = new RankingSpec { Objectives = [new Objective { Property = "hardness", Goal = Goal.Maximize }] },
            Parameters = new Dictionary<string, string> { ["temperature_K"] = "300" },
        };
        await WriteAsync(RunPaths.Manifest(wave), BatchTable.Write(records));
        await WriteAsync(RunPaths.WaveTask(wave), Documents.Write(task));
        return task;
    }

    public Task WriteAsync(string artifact, byte[] bytes) =>
        Store.WriteAsync($"{Run}/{artifact}", (stream, token) => stream.WriteAsync(bytes, token).AsTask(), Token);

    public async Task<byte[]> ReadAsync(string artifact)
    {
        await using var stream = await Store.OpenReadAsync($"{Run}/{artifact}", 0, null, Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    public async Task<T> DocumentAsync<T>(string artifact)
        where T : class => Documents.Read<T>(await ReadAsync(artifact), artifact);

    public async Task<List<string>> ListAsync(string prefix = "")
    {
        var found = new List<string>();
        await foreach (var info in Store.ListAsync($"{Run}/{prefix}", Token))
        {
            found.Add(info.Path[(Run.Length + 1)..]);
        }

        return found;
    }

    public string WorkFile(string name) => Path.Join(Work, name);
}
