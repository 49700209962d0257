using System.Security.Cryptography;
using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Planning;

/// <summary>
/// Puts the planner's files into the store. Each is written to the pod's own disk first: a fault of the store then repeats an upload and not the plan, and
/// a file that is there already is compared before it is touched. Two planners of one dataset write the same bytes; of two that saw different
/// content, the one that stores its plan first stops the other.
/// </summary>
internal sealed class ArtifactPlanSink(RunFolder run, string scratch) : IPlanSink
{
    private readonly Dictionary<string, string> _etags = [];

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        await using var file = new FileStream(Path.Join(scratch, $".plan-{Guid.NewGuid():N}"), options);
        await write(file, cancellationToken);
        if (!await run.Store.CreateAsync(run.At(path), CopyAsync, cancellationToken) && !await IsThereAsync(path, file, cancellationToken))
        {
            // A planner that died left it, or one is at work that saw other content.
            await RefuseWhenPlannedAsync(cancellationToken);
            await run.Store.WriteAsync(run.At(path), CopyAsync, cancellationToken);
        }

        // These two tell of any other content; to look at thousands of inputs, too, would take minutes on S3.
        if (path is RunPaths.Ids or RunPaths.Batches)
        {
            _etags[path] = await EtagAsync(path, cancellationToken) ?? throw Replaced(path);
        }

        async Task CopyAsync(Stream stream, CancellationToken token)
        {
            file.Position = 0;
            await file.CopyToAsync(stream, token);
        }
    }

    /// <summary>The last look before the plan is stored: the ids and the batch table are still those that were written here.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await RefuseWhenPlannedAsync(cancellationToken);
        foreach (var (path, etag) in _etags)
        {
            if (await EtagAsync(path, cancellationToken) != etag)
            {
                throw Replaced(path);
            }
        }
    }

    private async Task<string?> EtagAsync(string path, CancellationToken cancellationToken) =>
        (await run.Store.StatAsync(run.At(path), cancellationToken))?.ETag;

    private async Task<bool> IsThereAsync(string path, FileStream ours, CancellationToken cancellationToken)
    {
        try
        {
            await using var theirs = await run.Store.OpenReadAsync(run.At(path), 0, null, cancellationToken);
            ours.Position = 0;
            var (hash, ourHash) = (await SHA256.HashDataAsync(theirs, cancellationToken), await SHA256.HashDataAsync(ours, cancellationToken));
            return hash.AsSpan().SequenceEqual(ourHash);
        }
        catch (ArtifactNotFoundException)
        {
            return false;
        }
    }

    private async Task RefuseWhenPlannedAsync(CancellationToken cancellationToken)
    {
        if (await run.ExistsAsync(RunPaths.Plan, cancellationToken))
        {
            throw new PlanThereException();
        }
    }

    private AgentException Replaced(string path) => AgentException.TryAgain(
        "PlanDisturbed", $"{run.Name(path)} was replaced while this planner was at work: another one saw other content. The next attempt plans anew.");
}
