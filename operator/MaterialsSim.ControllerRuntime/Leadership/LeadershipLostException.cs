namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>The lease could not be renewed in time, or someone else holds it. The process should end: what it knows may be out of date.</summary>
public sealed class LeadershipLostException(string message, Exception? inner = null) : Exception(message, inner);
