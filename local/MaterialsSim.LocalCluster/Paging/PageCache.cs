using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Paging;

/// <summary>
/// Keeps the snapshots that handed-out continue tokens point into, a bounded number of them for a bounded time, so that all pages of a list are of one moment.
/// Upstream keeps five minutes (etcd compaction); older tokens answer 410.
/// </summary>
internal sealed class PageCache(TimeProvider time)
{
    private const int MaxSnapshots = 64;
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Collection, Snapshot Snapshot, long Since)> _kept = new();

    /// <summary>A token for what follows <paramref name="lastKey"/>.</summary>
    public string Keep(string collection, Snapshot snapshot, string lastKey)
    {
        lock (_gate)
        {
            Trim();
            if (!_kept.Any(entry => entry.Collection == collection && entry.Snapshot.Revision == snapshot.Revision))
            {
                _kept.AddLast((collection, snapshot, time.GetTimestamp()));
            }
        }

        var token = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = snapshot.Revision, ["start"] = lastKey + "\0" };
        return Convert.ToBase64String(token.ToUtf8()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The snapshot a token points into, and the key it continues after.</summary>
    public (Snapshot Snapshot, string After) Find(string collection, string token, ObjectStore store)
    {
        var (revision, start) = Read(token);
        if (revision < 0)
        {
            // A token of an inconsistent continuation: go on in the present.
            return (store.List(collection), start);
        }

        lock (_gate)
        {
            Trim();
            foreach (var entry in _kept)
            {
                if (entry.Collection == collection && entry.Snapshot.Revision == revision)
                {
                    return (entry.Snapshot, start);
                }
            }
        }

        var now = store.List(collection);
        if (now.Revision == revision)
        {
            return (now, start);
        }

        throw Failure.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");
    }

    private static (long Revision, string Start) Read(string token)
    {
        try
        {
            var text = token.Replace('-', '+').Replace('_', '/');
            var json = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))));
            if (json.Int("rv") is { } revision && json.String("start") is { } start)
            {
                return (revision, start.TrimEnd('\0'));
            }
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw Failure.BadRequest($"invalid continue token: continue key is not valid: {Describe(token)}");
        }

        throw Failure.BadRequest("invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
    }

    // Go's base64 says at which byte it stopped.
    private static string Describe(string token)
    {
        var at = token.AsSpan().IndexOfAnyExcept(Alphabet);
        return at >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {at}")
            : "invalid character '\\x00' looking for beginning of value";
    }

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private void Trim()
    {
        while (_kept.First is { } oldest && (_kept.Count > MaxSnapshots || time.GetElapsedTime(oldest.Value.Since) > KeepFor))
        {
            _kept.RemoveFirst();
        }
    }
}
