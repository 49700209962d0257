namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>A request as the scripted server got it.</summary>
internal sealed record RecordedRequest(string Method, string Path, string Query, string ContentType, string Body, string UserAgent)
{
    public string? Parameter(string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Query).TryGetValue(name, out var values) ? values.ToString() : null;

    public override string ToString() => $"{Method} {Path}{Query}";
}
