using System.Diagnostics;
using System.Globalization;
using System.Text;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Operator.Tests.Plots;

/// <summary>Summaries to draw: of seeded candidates, and of the crystals of the example through the real kernel.</summary>
internal static class Fronts
{
    public static readonly RankingSpec Example = new()
    {
        Objectives =
        [
            new() { Property = "thermal_conductivity", Unit = "W/(m K)", Goal = Goal.Maximize, Scale = Scale.Log, Low = 1, High = 2000 },
            new() { Property = "vickers_hardness", Unit = "GPa", Goal = Goal.Maximize, Low = 0, High = 100 },
            new() { Property = "density", Unit = "kg/m3", Goal = Goal.Minimize, Low = 1000, High = 7000 },
        ],
        Constraints = [new() { Property = "debye_temperature", Min = 200 }],
        DistinctBy = "formula",
        Report = ["formula", "name"],
    };

    private const string ToInput = """
        import csv, json, sys
        with open(sys.argv[1], newline="") as table, open(sys.argv[2], "w") as lines:
            for row in csv.DictReader(table):
                if float(row["mean_atomic_mass_u"]) >= 7:
                    lines.write(json.dumps({"id": row["id"], "properties": row}) + "\n")
        """;

    public static async Task<Summary> OfSeedAsync(RankingSpec ranking, int candidates, int seed, CancellationToken cancellationToken)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (input, output) = (new StringBuilder(), new StringBuilder());
        for (var n = 0; n < candidates; n++)
        {
            var values = ranking.Objectives.Select(o => o.Low!.Value + ((o.High!.Value - o.Low.Value) * Math.Pow(random.NextDouble(), 2)));
            var properties = ranking.Objectives.Zip(values, (o, v) => string.Create(CultureInfo.InvariantCulture, $"\"{o.Property}\": {v:R}"));
            input.Append(CultureInfo.InvariantCulture, $"{{\"id\": \"m-{n}\", \"properties\": {{\"formula\": \"A{n}B{n % 7}\", \"name\": \"x\"}}}}\n");
            output.Append(CultureInfo.InvariantCulture, $"{{\"id\": \"m-{n}\", \"properties\": {{\"debye_temperature\": 300, {string.Join(", ", properties)}}}}}\n");
        }

        return await SummariseAsync(new MemoryStream(Encoding.UTF8.GetBytes(input.ToString())), new MemoryStream(Encoding.UTF8.GetBytes(output.ToString())), ranking, cancellationToken);
    }

    public static async Task<Summary> OfCrystalsAsync(CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        var root = Repository.Root;
        var (input, output, parameters) = (folder.In("input.jsonl"), folder.In("output.jsonl"), folder.In("parameters.json"));
        await File.WriteAllTextAsync(parameters, """{"temperature_K": "300"}""", cancellationToken);
        await RunAsync(["-c", ToInput, Path.Combine(root, "examples", "crystals.csv"), input], [], cancellationToken);
        await RunAsync(
            [Path.Combine(root, "kernels", "elastic-screening", "run_simulation.py")],
            new() { ["MATERIALSSIM_INPUT"] = input, ["MATERIALSSIM_OUTPUT"] = output, ["MATERIALSSIM_PARAMETERS"] = parameters },
            cancellationToken);
        await using var rows = File.OpenRead(input);
        await using var results = File.OpenRead(output);
        return await SummariseAsync(rows, results, Example, cancellationToken);
    }

    private static async Task<Summary> SummariseAsync(Stream input, Stream output, RankingSpec ranking, CancellationToken cancellationToken)
    {
        using var results = new MemoryStream();
        return (await BatchResults.WriteAsync(input, output, results, ranking, new KernelOutputLimits(), cancellationToken)).Summary;
    }

    private static async Task RunAsync(string[] arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("python3", arguments) { RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }
}
