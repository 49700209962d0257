using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>
/// Typed calls for one kind. Every method throws <see cref="KubernetesApiException"/> when the server refuses, <see cref="HttpRequestException"/> or
/// <see cref="IOException"/> when it cannot be reached, <see cref="TimeoutException"/> when it does not answer. A null namespace means a cluster-scoped
/// kind, or for lists and watches everywhere.
/// </summary>
public sealed class ResourceClient<T> : IListWatch<T>
    where T : class
{
    private readonly KubernetesApi api;
    private readonly CallPolicy policy;

    internal ResourceClient(KubernetesApi api, ResourceType type, CallPolicy policy)
    {
        this.api = api;
        this.policy = policy;
        Type = type;
    }

    /// <summary>The kind.</summary>
    public ResourceType Type { get; }

    /// <summary>The object; not found is an error.</summary>
    public Task<T> GetAsync(string? @namespace, string name, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "get", Type.Path(@namespace, name), null, cancellationToken);

    /// <summary>The object, or null when there is none.</summary>
    public async Task<T?> FindAsync(string? @namespace, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(@namespace, name, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All objects that match, page by page.</summary>
    public async IAsyncEnumerable<T> ListAsync(string? @namespace, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options = (options ?? new()) with { Limit = options?.Limit ?? 500 };
        do
        {
            var page = await ListPageAsync(@namespace, options, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            options = options with { Continue = page.Continue, ResourceVersion = null };
        }
        while (options.Continue is not null);
    }

    /// <inheritdoc/>
    public async Task<ListPage<T>> ListPageAsync(string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        var path = Type.Path(@namespace) + Query(options, watch: false);
        using var response = await api.SendAsync(HttpMethod.Get, path, null, new("list", Type.ToString(), policy, false), cancellationToken);
        return ListReader.Read<T>(await response.Content.ReadAsByteArrayAsync(cancellationToken), Type);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync(string? @namespace, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = Type.Path(@namespace) + Query(options, watch: true);
        using var response = await api.SendAsync(HttpMethod.Get, path, null, new("watch", Type.ToString(), policy, true), cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var change in WatchReader.ReadAsync<T>(stream, cancellationToken))
        {
            yield return change;
        }
    }

    /// <summary>Creates an object. An object of the name that is there already is <see cref="KubernetesApiException.IsAlreadyExists"/>.</summary>
    public Task<T> CreateAsync(string? @namespace, T value, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "create", Type.Path(@namespace) + Managed(), Body(value), cancellationToken);

    /// <summary>
    /// Replaces a whole object. Only for one that was read live with all its fields, and carries its resourceVersion: what a cache or a class dropped
    /// would be removed. Else patch.
    /// </summary>
    public Task<T> ReplaceAsync(string? @namespace, string name, T value, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, "update", Type.Path(@namespace, name) + Managed(), Body(value), cancellationToken);

    /// <summary>Changes an object, or with <paramref name="subresource"/> (<c>status</c>, <c>scale</c>) that part of it.</summary>
    public Task<T> PatchAsync(string? @namespace, string name, Patch patch, CancellationToken cancellationToken, string? subresource = null)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var body = new ByteArrayContent(patch.Body);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(patch.ContentType);
        return SendAsync(HttpMethod.Patch, "patch", Type.Path(@namespace, name, subresource) + Managed(patch.FieldManager), body, cancellationToken);
    }

    /// <summary>Starts the deletion of an object. False when there is none; a precondition that does not hold is a conflict.</summary>
    public async Task<bool> DeleteAsync(string? @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var body = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            body["preconditions"] = preconditions;
            AddIfSet(preconditions, "uid", options.Uid);
            AddIfSet(preconditions, "resourceVersion", options.ResourceVersion);
        }

        AddIfSet(body, "propagationPolicy", options.PropagationPolicy);
        AddIfSet(body, "gracePeriodSeconds", options.GracePeriodSeconds);
        try
        {
            using var response = await api.SendAsync(
                HttpMethod.Delete, Type.Path(@namespace, name), JsonContent(JsonSerializer.SerializeToUtf8Bytes(body)), Call("delete"), cancellationToken);
            return true;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private static void AddIfSet(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static string Query(ListOptions options, bool watch)
    {
        ArgumentNullException.ThrowIfNull(options);
        var query = new List<string>(8);
        Add("labelSelector", options.LabelSelector);
        Add("fieldSelector", options.FieldSelector);
        Add("resourceVersion", options.ResourceVersion);
        Add("limit", options.Limit?.ToString(CultureInfo.InvariantCulture));
        Add("continue", options.Continue);
        if (watch)
        {
            Add("watch", "true");
            Add("allowWatchBookmarks", "true");
            Add("timeoutSeconds", options.Timeout is { } timeout ? ((int)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null);
        }

        return query.Count == 0 ? "" : "?" + string.Join('&', query);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    private static ByteArrayContent Body(T value) => JsonContent(JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options));

    private static ByteArrayContent JsonContent(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new("application/json");
        return content;
    }

    private string Managed(string? applyManager = null) => applyManager is null
        ? $"?fieldManager={Uri.EscapeDataString(api.Options.FieldManager)}"
        : $"?fieldManager={Uri.EscapeDataString(applyManager)}&force=true";

    private Call Call(string verb) => new(verb, Type.ToString(), policy, false);

    private async Task<T> SendAsync(HttpMethod method, string verb, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await api.SendAsync(method, path, body, Call(verb), cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<T>(stream, ApiJson.Options, cancellationToken)
            ?? throw new JsonException($"{method} {path} was answered with null instead of a {Type.Kind}");
    }
}
