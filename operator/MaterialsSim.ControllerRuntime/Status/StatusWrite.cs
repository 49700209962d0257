namespace MaterialsSim.ControllerRuntime.Status;

/// <summary>What came of writing a status.</summary>
/// <param name="Object">The object as it is now, its new version included.</param>
/// <param name="Changed">False when the status was the same already and nothing was sent.</param>
public readonly record struct StatusWrite<T>(T Object, bool Changed);
