namespace MaterialsSim.Agent.Planning;

/// <summary>Another planner was first while this one was at work.</summary>
internal sealed class PlanThereException : Exception;
