namespace MaterialsSim.Screening.Summaries;

/// <summary>A stored commit or checkpoint is not what it must be. The message says which object and what is wrong with it.</summary>
public sealed class DocumentException(string message, Exception? inner = null) : Exception(message, inner);
