using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Agent.Running;

/// <summary>One run's folder in the store, <c>{namespace}/{name}-{uid}/{run}</c>, and its documents.</summary>
internal sealed class RunFolder(IArtifactStore store, string path)
{
    /// <summary>The store.</summary>
    public IArtifactStore Store { get; } = store;

    /// <summary>Path of an artifact of this run below the store's root.</summary>
    public string At(string artifact) => $"{path}/{artifact}";

    /// <summary>The artifact as people find it.</summary>
    public string Name(string artifact) => $"{Store.Root.TrimEnd('/')}/{path}/{artifact}";

    /// <summary>Reads a document that the operator or the planner has put there.</summary>
    public async Task<T> ReadAsync<T>(string artifact, CancellationToken cancellationToken)
        where T : class
    {
        await using var stream = await OpenAsync(artifact, 0, null, cancellationToken);
        try
        {
            return await Documents.ReadAsync<T>(stream, Name(artifact), cancellationToken);
        }
        catch (DocumentException e)
        {
            throw AgentException.NeverWorks("DocumentDamaged", e.Message, e);
        }
    }

    /// <summary>Opens an artifact that has to be there.</summary>
    public async Task<Stream> OpenAsync(string artifact, long offset, long? length, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.OpenReadAsync(At(artifact), offset, length, cancellationToken);
        }
        catch (ArtifactNotFoundException e)
        {
            // It was written before this pod was made: a store that does not show it yet, or somebody deleted it.
            throw AgentException.TryAgain("ArtifactMissing", $"{Name(artifact)} is not there. Restore it, or delete the campaign and apply it anew.", e);
        }
    }

    /// <summary>True when the artifact is there.</summary>
    public async Task<bool> ExistsAsync(string artifact, CancellationToken cancellationToken) =>
        await Store.StatAsync(At(artifact), cancellationToken) is not null;

    /// <summary>Creates an artifact of bytes unless one is there.</summary>
    public Task<bool> CreateAsync(string artifact, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Store.CreateAsync(At(artifact), (stream, token) => stream.WriteAsync(bytes, token).AsTask(), cancellationToken);

    /// <summary>Refuses a document of another campaign or run: a folder that was copied or mixed up.</summary>
    public void CheckOwner(string artifact, string campaignUid, int run)
    {
        var segments = path.Split('/');
        if (segments is not [_, var campaign, var number] || !campaign.EndsWith("-" + campaignUid, StringComparison.Ordinal) || number != run.ToString())
        {
            throw AgentException.NeverWorks(
                "WrongRun",
                $"{Name(artifact)} belongs to run {run} of campaign UID {Quote.Of(campaignUid)}, which is not this folder's. Delete the campaign and apply it anew.");
        }
    }
}
