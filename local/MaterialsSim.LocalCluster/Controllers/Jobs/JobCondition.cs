namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>A condition of a Job.</summary>
/// <param name="Type">Complete, Failed, SuccessCriteriaMet, FailureTarget or Suspended.</param>
/// <param name="IsTrue">Its status.</param>
/// <param name="Reason">Why, for machines; may be empty.</param>
/// <param name="Message">Why, for people; may be empty.</param>
/// <param name="Time">Last probe and transition, in whole seconds.</param>
internal sealed record JobCondition(string Type, bool IsTrue, string Reason, string Message, DateTimeOffset Time);
