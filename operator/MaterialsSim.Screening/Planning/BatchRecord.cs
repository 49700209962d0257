namespace MaterialsSim.Screening.Planning;

/// <summary>
/// One batch: a contiguous range of the dataset. In the batch table and in wave manifests a record is a line of fixed width,
/// so that a pod reads only its own by a ranged read.
/// </summary>
/// <param name="Batch">Number of the batch, from 0, the same for the whole run.</param>
/// <param name="Object">Position in <see cref="Plan.Objects"/>.</param>
/// <param name="Offset">First byte of the range (the start of a row; the CSV header is never inside).</param>
/// <param name="Length">Bytes of the range.</param>
/// <param name="FirstRow">Row of its first candidate, from 0, counted over the candidates that passed the filter.</param>
/// <param name="Candidates">Candidates in the batch after the filter.</param>
public readonly record struct BatchRecord(int Batch, int Object, long Offset, long Length, long FirstRow, int Candidates)
{
    /// <summary>Bytes of a record with its newline: six right-aligned decimal fields of 7, 7, 17, 17, 13 and 9 digits, joined by spaces.</summary>
    public const int Width = 76;
}
