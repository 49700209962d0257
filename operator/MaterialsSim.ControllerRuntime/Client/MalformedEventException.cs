namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>A watch sent something that is not an event of its kind. Changes may have been missed: list again.</summary>
public sealed class MalformedEventException(string message, Exception? inner = null) : Exception(message, inner);
