using System.Text;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Tests.Results;

/// <summary>Publishes small batches from text.</summary>
internal static class Batches
{
    /// <summary>An input line per id, each with a formula.</summary>
    public static string Input(params string[] ids) => string.Concat(ids.Select(id => $$$"""{"id":"{{{id}}}","properties":{"formula":"F{{{id}}}"}}""" + "\n"));

    public static Task<(string Rows, Summary Summary)> PublishAsync(string input, string output, RankingSpec? ranking = null, KernelOutputLimits? limits = null) =>
        PublishAsync(Encoding.UTF8.GetBytes(input), Encoding.UTF8.GetBytes(output), ranking, limits);

    /// <summary>Publishes, and checks that reading the results again gives the same summary.</summary>
    public static async Task<(string Rows, Summary Summary)> PublishAsync(byte[] input, byte[] output, RankingSpec? ranking = null, KernelOutputLimits? limits = null)
    {
        ranking ??= Ranking.Rankings.ByValue();
        using var results = new MemoryStream();
        var published = await BatchResults.WriteAsync(
            new MemoryStream(input), new MemoryStream(output), results, ranking, limits ?? new KernelOutputLimits(), TestContext.Current.CancellationToken);
        Assert.Equal(results.Length, published.Bytes);
        Assert.Equal(CheckpointDocument.Hash(results.ToArray()), published.Sha256);

        results.Position = 0;
        var again = await BatchResults.SummariseAsync(results, ranking, TestContext.Current.CancellationToken);
        Assert.Equal(Text(published.Summary), Text(again));
        return (Encoding.UTF8.GetString(results.ToArray()), published.Summary);
    }

    public static string Text(Summary summary) => Encoding.UTF8.GetString(Json.Documents.Write(summary));
}
