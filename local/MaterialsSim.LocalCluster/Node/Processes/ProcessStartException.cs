namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>A container's process could not be started; the message says why, as a container runtime would.</summary>
internal sealed class ProcessStartException(string message) : Exception(message);
