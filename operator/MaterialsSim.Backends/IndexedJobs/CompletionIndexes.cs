using System.Globalization;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>
/// Reads a Job's <c>completedIndexes</c> and <c>failedIndexes</c>, such as <c>1,3-5,7</c>
/// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobStatus).
/// </summary>
internal static class CompletionIndexes
{
    private const int MaxQuoted = 80;

    /// <exception cref="FormatException">The text is not a list of indexes.</exception>
    public static BatchSet Parse(string? text)
    {
        var set = new BatchSet();
        if (string.IsNullOrEmpty(text))
        {
            return set;
        }

        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Number(dash < 0 ? part : part[..dash], text);
            var last = dash < 0 ? first : Number(part[(dash + 1)..], text);
            if (last < first)
            {
                throw Malformed(text);
            }

            for (var index = first; index <= last; index++)
            {
                set.Add(index);
            }
        }

        return set;
    }

    private static int Number(string part, string text)
        => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Plan.MaxBatchesPerWave
            ? number
            : throw Malformed(text);

    private static FormatException Malformed(string text)
        => new($"'{(text.Length <= MaxQuoted ? text : text[..MaxQuoted])}' is not a list of completion indexes.");
}
