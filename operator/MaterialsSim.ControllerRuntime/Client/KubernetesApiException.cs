using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>The API server refused a request, or ended a watch with an ERROR event: carries the <c>Status</c> that it gave.</summary>
public sealed class KubernetesApiException(int code, string reason, string message, TimeSpan? retryAfter = null, V1Status? status = null)
    : Exception(message)
{
    /// <summary>HTTP status code.</summary>
    public int Code { get; } = code;

    /// <summary>Machine-readable reason, such as <c>AlreadyExists</c> or <c>Conflict</c> (both are 409); empty when none was given.</summary>
    public string Reason { get; } = reason;

    /// <summary>How long the server asks to wait before trying again.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The whole status, when the answer was one.</summary>
    public V1Status? Status { get; } = status;

    /// <summary>There is no such object (or no such kind).</summary>
    public bool IsNotFound => Code == 404;

    /// <summary>An object of that name is there already.</summary>
    public bool IsAlreadyExists => Code == 409 && Reason == "AlreadyExists";

    /// <summary>The object changed since it was read, or a precondition did not hold.</summary>
    public bool IsConflict => Code == 409 && Reason != "AlreadyExists";

    /// <summary>The object, patch or field is refused by validation.</summary>
    public bool IsInvalid => Code == 422;

    /// <summary>The asked version or continuation is no longer kept: list again.</summary>
    public bool IsExpired => Code == 410;
}
