using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Discovery;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Handlers;
using MaterialsSim.LocalCluster.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>Authenticates a request and hands it to the handler of its path and verb. Every refusal leaves as a Status.</summary>
internal sealed partial class RequestRouter(
    string token,
    ResourceRegistry registry,
    DiscoveryHandler discovery,
    ListHandler lists,
    WatchHandler watches,
    ObjectHandler objects,
    SubresourceHandler subresources,
    ReviewHandler reviews,
    ILogger logger,
    CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (ApiException refusal) when (!context.Response.HasStarted)
        {
            await context.WriteAsync(refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailed(logger, context.Request.Method, context.Request.Path.ToString(), failure);
            await context.WriteAsync(new ApiException(500, "InternalError", $"Internal error occurred: {failure.Message}"));
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path is "/healthz" or "/readyz" or "/livez" or "/version")
        {
            // As with the system:public-info-viewer role: open to everybody.
            await discovery.HandleAsync(context, path);
            return;
        }

        if (!IsAuthenticated(context.Request))
        {
            throw new ApiException(401, "Unauthorized", "Unauthorized");
        }

        if (await discovery.HandleAsync(context, path))
        {
            return;
        }

        if (ResourceRequest.Parse(path) is not { } target || (registry.Find(target.Type) is null && !ReviewHandler.Serves(target)))
        {
            await context.WriteTextAsync(404, "404 page not found\n");
            return;
        }

        if (ReviewHandler.Serves(target))
        {
            await reviews.HandleAsync(context, target);
            return;
        }

        var kind = registry.Find(target.Type)!;
        if (kind.Namespaced && target.Namespace is null && target.Name is not null)
        {
            await context.WriteTextAsync(404, "404 page not found\n");
            return;
        }

        await DispatchAsync(context, kind, target);
    }

    private Task DispatchAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var method = context.Request.Method;
        if (target.Subresource is not null)
        {
            return subresources.HandleAsync(context, kind, target);
        }

        if (target.Name is null)
        {
            return method switch
            {
                "GET" when context.Request.Flag("watch") => watches.HandleAsync(context, kind, target.Namespace, null, stopping),
                "GET" => lists.HandleAsync(context, kind, target.Namespace),
                "POST" when !kind.Namespaced || target.Namespace is not null => objects.CreateAsync(context, kind, target),
                "DELETE" => objects.DeleteCollectionAsync(context, kind, target),
                _ => throw Failure.MethodNotAllowed(),
            };
        }

        return method switch
        {
            "GET" when context.Request.Flag("watch") => watches.HandleAsync(context, kind, target.Namespace, target.Name, stopping),
            "GET" => objects.GetAsync(context, kind, target),
            "PUT" => objects.UpdateAsync(context, kind, target),
            "PATCH" => objects.PatchAsync(context, kind, target),
            "DELETE" => objects.DeleteAsync(context, kind, target),
            "POST" when kind.IsCustom => objects.CreateAsync(context, kind, target),
            _ => throw Failure.MethodNotAllowed(),
        };
    }

    private bool IsAuthenticated(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(header[7..].Trim()), System.Text.Encoding.UTF8.GetBytes(token));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger logger, string method, string path, Exception failure);
}
