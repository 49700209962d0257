using System.Text.Json;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Writes <c>provenance.json</c>: what the report leaves out so that it stays the same however the run went.</summary>
internal sealed class ProvenanceWriter : IAsyncDisposable
{
    private readonly Utf8JsonWriter _json;

    public ProvenanceWriter(Stream stream, ReportOrder order)
    {
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteNumber("version", 1);
        _json.WriteStartObject("campaign");
        _json.WriteString("namespace", order.Namespace);
        _json.WriteString("name", order.Name);
        _json.WriteString("uid", order.CampaignUid);
        _json.WriteEndObject();
        _json.WriteStartObject("run");
        _json.WriteNumber("number", order.Plan.Run);
        _json.WriteString("id", order.RunId);
        WriteTime("startTime", order.Started);
        _json.WriteString("ranking", order.Ranking.Hash());
        if (order.KernelImage is { } image)
        {
            _json.WriteString("kernelImage", image);
        }

        _json.WriteEndObject();
        _json.WriteStartObject("dataset");
        _json.WriteString("uri", order.Plan.Request.Uri);
        _json.WriteString("idsSha256", order.Plan.IdsSha256);
        _json.WriteStartArray("objects");
        foreach (var pinned in order.Plan.Objects)
        {
            _json.WriteStartObject();
            _json.WriteString("uri", pinned.Uri);
            _json.WriteNumber("size", pinned.Size);
            _json.WriteString("etag", pinned.ETag);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteStartArray("batches");
    }

    /// <summary>Adds a batch.</summary>
    public async Task AddAsync(Commit commit, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteNumber("batch", commit.Batch);
        _json.WriteString("outcome", commit.Outcome.ToString());
        _json.WriteNumber("wave", commit.Wave);
        _json.WriteString("backend", commit.Backend);
        _json.WriteString("attempt", commit.Attempt);
        WriteTime("started", commit.Started);
        WriteTime("finished", commit.Finished);
        if (commit.Results is { } results)
        {
            _json.WriteString("results", results.Path);
            _json.WriteString("sha256", results.Sha256);
        }

        if (commit.Failure is { } failure)
        {
            _json.WriteString("reason", failure.Reason);
            _json.WriteString("message", failure.Message);
        }

        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        await _json.DisposeAsync().ConfigureAwait(false);
    }

    private void WriteTime(string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            _json.WriteString(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        }
    }
}
