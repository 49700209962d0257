namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>
/// Trying again cannot help until the object changes. The reconciler has said so in the object's conditions before it throws this; the controller counts and
/// logs it, and does not queue the key again.
/// </summary>
public sealed class TerminalException(string message, Exception? inner = null) : Exception(message, inner);
