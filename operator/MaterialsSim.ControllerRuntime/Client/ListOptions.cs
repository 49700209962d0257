namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Which objects to list or watch.</summary>
public sealed record ListOptions
{
    /// <summary>Only these labels, in the API's selector syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Only these fields, in the API's selector syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>
    /// For a list: empty or null is the most recent state, <c>0</c> whatever the server has cached, else at least this version.
    /// For a watch: the version to start after.
    /// </summary>
    public string? ResourceVersion { get; init; }

    /// <summary>At most this many objects a page.</summary>
    public int? Limit { get; init; }

    /// <summary>The continuation that the page before gave.</summary>
    public string? Continue { get; init; }

    /// <summary>For a watch: the server ends it after this time, to the second.</summary>
    public TimeSpan? Timeout { get; init; }
}
