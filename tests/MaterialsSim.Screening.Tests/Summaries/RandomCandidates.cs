using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using MaterialsSim.Screening.Tests.Results;

namespace MaterialsSim.Screening.Tests.Summaries;

/// <summary>Batches of random candidates of all kinds, on few levels so that ties, duplicates and equal keys abound.</summary>
internal static class RandomCandidates
{
    /// <summary>The lines of one candidate: its input and its output.</summary>
    public static (string Input, string Output) Lines(Random random, int number)
    {
        var id = $"m{number:D6}";
        var input = $$$"""{"id":"{{{id}}}","properties":{"formula":"F{{{random.Next(40)}}}","group":{{{random.Next(230)}}}}}""" + "\n";
        var output = random.Next(20) switch
        {
            0 => "",
            1 => $$$"""{"id":"{{{id}}}","error":{"reason":"Reason{{{random.Next(100)}}}","message":"m{{{random.Next(3)}}}"}}""" + "\n",
            2 => $$$"""{"id":"{{{id}}}","status":"NotConverged","properties":{"hardness":99}}""" + "\n",
            3 => $$$"""{"id":"{{{id}}}","properties":{"hardness":NaN,"density":1,"debye":400}}""" + "\n",
            4 => $$$"""{"id":"stranger{{{number}}}","properties":{}}""" + "\n",
            _ => $$$"""{"id":"{{{id}}}","properties":{"hardness":{{{random.Next(11) * 10}}},"density":{"value":{{{random.Next(11)}}},"uncertainty":1},"debye":{{{random.Next(250, 800)}}},"p{{{random.Next(300)}}}":1}}""" + "\n",
        };
        return (input, output);
    }

    public static async Task<Summary> BatchAsync(Random random, int first, int count, RankingSpec ranking)
    {
        var lines = Enumerable.Range(first, count).Select(number => Lines(random, number)).ToList();
        var (_, summary) = await Batches.PublishAsync(string.Concat(lines.Select(line => line.Input)), string.Concat(lines.Select(line => line.Output)), ranking);
        return summary;
    }
}
