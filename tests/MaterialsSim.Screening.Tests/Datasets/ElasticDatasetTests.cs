using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Tests.Planning;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class ElasticDatasetTests
{
    [Fact]
    public async Task The_elastic_dataset_is_planned_whole_and_filtered()
    {
        var path = Find();
        Assert.SkipWhen(path is null, "elastic.csv is not here: set MATERIALSSIM_SHARED to the folder that holds data/elastic.csv.");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var rows = await Dataset.ReadAsync(new MemoryStream(bytes), Dataset.Csv with { IdColumn = "material_id" });
        Assert.Equal(1181, rows.Count);
        Assert.All(rows, row => Assert.Matches("^\\{\"id\":\"mp-[0-9]+\",\"properties\":\\{\"formula\":\"[^\"]+\",\"nsites\":[0-9]+,", row.Canonical));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.DoesNotContain('"', text);
        Assert.Equal(text.Split('\n')[1..].Where(line => line.Length > 0).Select(line => line.Split(',')[0]), rows.Select(row => row.Id));

        var sink = new MemorySink();
        var request = new PlanRequest
        {
            CampaignUid = "u",
            Run = 1,
            Uri = "file:///elastic.csv",
            Format = DatasetFormat.Csv,
            IdColumn = "material_id",
            Filter = [new InputFilter { Property = "elastic_anisotropy", Max = 10 }],
            RequiredInputs = ["formula", "space_group"],
            SecondsPerCandidate = 2,
            Parallelism = 50,
        };
        var plan = await Planner.PlanAsync(request, new MemoryDataset(bytes), sink, new PlannerOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(1181, plan.Candidates + plan.FilteredOut);
        Assert.InRange(plan.FilteredOut, 4, 100);
        Assert.Equal(15, plan.BatchSize);
        Assert.Equal(plan.Candidates, sink.Batches.Sum(record => record.Candidates));
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MATERIALSSIM_SHARED") is { Length: > 0 } shared)
        {
            return Path.Combine(shared, "data", "elastic.csv");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "elastic.csv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
