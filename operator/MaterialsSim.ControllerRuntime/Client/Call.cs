namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>What the request handler has to know of a request beside HTTP.</summary>
/// <param name="Verb">The API's verb, such as list or watch, for metrics.</param>
/// <param name="Resource">The resource, for metrics.</param>
/// <param name="Policy">How much patience it gets.</param>
/// <param name="Streams">The answer is read as it comes (a watch), without a deadline.</param>
internal readonly record struct Call(string Verb, string Resource, CallPolicy Policy, bool Streams)
{
    public static readonly HttpRequestOptionsKey<Call> Key = new("controller-runtime.call");
}
