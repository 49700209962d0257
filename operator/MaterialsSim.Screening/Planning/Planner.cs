using System.Security.Cryptography;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Planning;

/// <summary>Plans a run: checks a dataset in one pass and cuts it into batches. The same request and content give the same plan, byte for byte.</summary>
public static class Planner
{
    /// <summary>
    /// Reads the dataset, writes <see cref="RunPaths.Ids"/>, the materialised inputs if the plan has any, and <see cref="RunPaths.Batches"/>, and
    /// returns the plan, which the caller stores last.
    /// </summary>
    /// <exception cref="DatasetException">The dataset cannot be used as it is.</exception>
    public static async Task<Plan> PlanAsync(
        PlanRequest request, IDatasetSource source, IPlanSink sink, PlannerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);

        using var pass = new PlanningPass(request, source, options);
        await sink.WriteAsync(RunPaths.Ids, pass.RunAsync, cancellationToken);

        var materialise = IsMaterialised(request);
        var batches = pass.Batches;
        if (materialise)
        {
            batches = await new Materializer(request, source, options).WriteAsync(batches, sink, cancellationToken);
        }

        var table = BatchTable.Write(batches);
        await sink.WriteAsync(RunPaths.Batches, async (stream, token) => await stream.WriteAsync(table, token), cancellationToken);
        return new Plan
        {
            CampaignUid = request.CampaignUid,
            Run = request.Run,
            Request = request,
            Objects = materialise ? [] : [source.Object],
            Materialised = materialise,
            Inputs = pass.Inputs,
            Columns = materialise ? null : pass.Columns,
            Candidates = pass.Candidates,
            FilteredOut = pass.FilteredOut,
            Batches = batches.Count,
            BatchSize = pass.BatchSize,
            BatchesSha256 = Convert.ToHexStringLower(SHA256.HashData(table)),
            IdsSha256 = pass.IdsSha256,
        };
    }

    /// <summary>True when batches cannot be, or shall not be, byte ranges of the dataset.</summary>
    internal static bool IsMaterialised(PlanRequest request) => request.Materialise || request.Gzip;

    /// <summary>What messages call the dataset.</summary>
    internal static string NameOf(PlanRequest request) =>
        request.Uri.StartsWith("run:", StringComparison.Ordinal) ? "the campaign's own candidates" : request.Uri;

    /// <summary>How to read the dataset from its first byte.</summary>
    internal static DatasetOptions Read(PlanRequest request, PlannerOptions options) => new()
    {
        Format = request.Format,
        Gzip = request.Gzip,
        IdColumn = request.IdColumn,
        Name = NameOf(request),
        MaxRowBytes = options.MaxRowBytes,
    };
}
