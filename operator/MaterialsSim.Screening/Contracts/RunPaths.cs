using System.Globalization;

namespace MaterialsSim.Screening.Contracts;

/// <summary>
/// Where a run's artifacts lie, relative to <c>{root}/{namespace}/{name}-{uid}/{run}/</c>. Paths hold numbers, UIDs and hashes only,
/// never a candidate's id, which is foreign text.
/// </summary>
public static class RunPaths
{
    /// <summary>What the operator asks the plan pod to do (<see cref="Planning.PlanRequest"/>).</summary>
    public const string PlanRequest = "plan-request.json";

    /// <summary>The plan (<see cref="Planning.Plan"/>), created once, last of the plan's files.</summary>
    public const string Plan = "plan.json";

    /// <summary>The batch table: fixed-width records (<see cref="Planning.BatchRecord"/>) in batch order.</summary>
    public const string Batches = "batches";

    /// <summary>Every candidate's id as a JSON string, a line each, in row order.</summary>
    public const string Ids = "ids.jsonl";

    /// <summary>An inline or ConfigMap dataset as the operator stored it, in canonical JSON Lines.</summary>
    public const string Dataset = "dataset.jsonl";

    /// <summary>Prefix of the commits of all generations.</summary>
    public const string Commits = "commits/";

    /// <summary>What a person reads first.</summary>
    public const string Report = "report.json";

    /// <summary>Times, attempts, backends, images: what the report leaves out.</summary>
    public const string Provenance = "provenance.json";

    /// <summary>Folder of one run: <c>{namespace}/{name}-{uid}/{run}</c>.</summary>
    public static string Run(string @namespace, string name, string uid, int run) => $"{@namespace}/{name}-{uid}/{Number(run)}";

    /// <summary>Why a plan attempt failed (<see cref="Planning.PlanFailure"/>), named by the UID of its Job.</summary>
    public static string PlanFailure(string jobUid) => $"plan-failures/{jobUid}.json";

    /// <summary>A materialised batch in canonical JSON Lines.</summary>
    public static string Input(int batch) => $"input/{Number(batch)}.jsonl";

    /// <summary>The wave's batches: fixed-width records, the n-th for completion index n.</summary>
    public static string Manifest(int wave) => $"manifest/{Number(wave)}";

    /// <summary>What all pods of a wave share (<see cref="Planning.WaveTask"/>).</summary>
    public static string WaveTask(int wave) => $"manifest/{Number(wave)}.json";

    /// <summary>One attempt's results of one batch, in candidate order.</summary>
    public static string Results(int batch, string attempt) => $"results/{Number(batch)}.{attempt}.jsonl";

    /// <summary>How a batch ended in a rerun generation (<see cref="Summaries.Commit"/>).</summary>
    public static string Commit(int generation, int batch) => $"commits/{Number(generation)}/{batch.ToString("D6", CultureInfo.InvariantCulture)}.json";

    /// <summary>Prefix of one generation's commits.</summary>
    public static string CommitsOf(int generation) => $"commits/{Number(generation)}/";

    /// <summary>A merge state, named by the sha256 of its bytes (<see cref="Summaries.Checkpoint"/>).</summary>
    public static string Checkpoint(string sha256) => $"checkpoints/{sha256}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
