using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Runs;

/// <summary>
/// Plans candidates that the campaign itself carries, inline or in a config map: at most 1 MiB, so in this process. They are pinned by storing
/// them in the run's folder first.
/// </summary>
internal sealed class OwnPlanner(ICampaignApi api)
{
    /// <summary>Makes the plan unless it is there. Returns why it cannot, or null.</summary>
    public async Task<PlanFailure?> PlanAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var artifacts = pass.Memory.Artifacts;
        if (await ContentAsync(pass, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            var source = pass.Spec.Candidates.ConfigMap!;
            return new PlanFailure(Reasons.DatasetNotFound, $"Config map {pass.Campaign.Metadata.NamespaceProperty}/{source.Name} or its key {source.Key} does not exist.", false);
        }

        // The first content wins: a map that is edited while the plan is made cannot give a plan of two datasets.
        await artifacts.CreateAsync(RunPaths.Dataset, content, cancellationToken).ConfigureAwait(false);
        var stored = (await artifacts.ReadAsync(RunPaths.Dataset, Documents.MaxBytes, cancellationToken).ConfigureAwait(false))!;
        var request = PlanRequests.Of(pass);
        try
        {
            var plan = await Planner.PlanAsync(request, new StoredDataset(request.Uri, stored), new Sink(artifacts), new PlannerOptions(), cancellationToken)
                .ConfigureAwait(false);
            await artifacts.CreateAsync(RunPaths.Plan, Documents.Write(plan), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DatasetException exception)
        {
            // A config map may be mended under the same name, and then has to be taken again.
            await artifacts.DeleteAsync(RunPaths.Dataset, cancellationToken).ConfigureAwait(false);
            return new PlanFailure(exception.Reason, exception.Message, WaitsForEdit: pass.Spec.Candidates.Inline is not null);
        }
    }

    private async Task<byte[]?> ContentAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var candidates = pass.Spec.Candidates;
        if (candidates.Inline is { } inline)
        {
            return InlineLines(inline);
        }

        var source = candidates.ConfigMap!;
        var text = await api.ReadConfigMapAsync(pass.Campaign.Metadata.NamespaceProperty, source.Name, source.Key, cancellationToken).ConfigureAwait(false);
        return text is null ? null : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Inline values are text in the manifest; what reads as a JSON number is a number, as in a CSV cell.</summary>
    private static byte[] InlineLines(IEnumerable<Api.Spec.InlineCandidate> candidates)
    {
        using var lines = new MemoryStream();
        foreach (var candidate in candidates)
        {
            using (var json = new Utf8JsonWriter(lines))
            {
                json.WriteStartObject();
                json.WriteString("id", candidate.Id);
                json.WriteStartObject("properties");
                foreach (var (name, value) in candidate.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    WriteValue(json, value);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        if (JsonNumber.IsFinite(utf8))
        {
            json.WriteRawValue(utf8);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    private sealed class StoredDataset(string uri, byte[] content) : IDatasetSource
    {
        public DatasetObject Object { get; } = new(uri, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

        public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(content, writable: false));
    }

    private sealed class Sink(IRunArtifacts artifacts) : IPlanSink
    {
        public Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
            => artifacts.WriteAsync(path, write, cancellationToken);
    }
}
