namespace MaterialsSim.Screening.Results;

/// <summary>How much of a kernel's output is read. The kernel's output is foreign: nothing about it is believed beyond these bounds.</summary>
public sealed record KernelOutputLimits
{
    /// <summary>Longest line; the candidate of a longer one is <c>Malformed</c>.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>Largest output; a larger one fails the batch with <see cref="KernelOutputException.TooLarge"/>.</summary>
    public long MaxTotalBytes { get; init; } = 16L << 30;
}
