using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.EndToEnd.Tests;

/// <summary>A folder for one test: manifests, and the state of a local cluster.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("materialssim-e2e-").FullName;

    public string State => Path.Combine(Folder, "state");

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>An example, changed, beside its dataset.</summary>
    public string Example(string name, Func<string, string>? edit = null)
    {
        File.Copy(Repository.PathOf("examples/crystals.csv"), Path.Combine(Folder, "crystals.csv"), overwrite: true);
        var text = File.ReadAllText(Repository.PathOf($"examples/{name}"));
        return Write(name, edit is null ? text : edit(text));
    }

    /// <summary>A campaign of inline candidates c000, c001, … whose kernel takes its time over each.</summary>
    public string SlowCampaign(int candidates, double secondsEach, int parallelism = 4, int batchSize = 1, string name = "slow")
    {
        var inline = new JsonArray([.. Enumerable.Range(0, candidates).Select(i => (JsonNode)new JsonObject
        {
            ["id"] = $"c{i:D3}",
            ["properties"] = new JsonObject { ["x"] = $"{i}" },
        })]);
        const string Kernel = """
            import json, os, sys, time
            with open(os.environ["MATERIALSSIM_OUTPUT"], "w") as out:
                for line in open(os.environ["MATERIALSSIM_INPUT"]):
                    c = json.loads(line)
                    x = c["properties"]["x"]
                    time.sleep(float(sys.argv[1]))
                    print("computed", c["id"], flush=True)
                    out.write(json.dumps({"id": c["id"], "properties": {"y": (x * 37) % 101, "z": x}}) + "\n")
                    out.flush()
            """;
        var campaign = new JsonObject
        {
            ["apiVersion"] = "materialssim.io/v1alpha1",
            ["kind"] = "SimulationCampaign",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["candidates"] = new JsonObject { ["inline"] = inline },
                ["kernel"] = new JsonObject
                {
                    ["image"] = "ghcr.io/materialssim/tutorial:0.1.0",
                    ["command"] = new JsonArray("python3", "-c", Kernel, $"{secondsEach}"),
                    ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "16Mi" } },
                },
                ["objectives"] = new JsonArray(
                    new JsonObject { ["property"] = "y", ["goal"] = "Maximize", ["low"] = 0, ["high"] = 100 },
                    new JsonObject { ["property"] = "z", ["goal"] = "Minimize", ["low"] = 0, ["high"] = 100 }),
                ["execution"] = new JsonObject { ["parallelism"] = parallelism, ["batchSize"] = batchSize },
            },
        };
        // JSON is YAML.
        return Write($"{name}.yaml", campaign.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Folder of a run's files; the only campaign's unless named.</summary>
    public string Run(int number = 1, string campaign = "*")
        => Path.Combine(Directory.GetDirectories(Path.Combine(State, "artifacts", "default"), $"{campaign}-*").Single(), $"{number}");

    public string Answer(int run = 1)
        => string.Join("\n---\n", new[] { "report.json", "results.csv", "best.csv", "front.csv", "failed.csv" }.Select(file => File.ReadAllText(Path.Combine(Run(run), file))));

    /// <summary>Results objects of a run: one for every attempt that published.</summary>
    public IReadOnlyList<string> Attempts(int run = 1) => [.. Directory.GetFiles(Path.Combine(Run(run), "results")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public int Commits(int run = 1)
    {
        var folder = Directory.Exists(Path.Combine(State, "artifacts", "default")) ? Path.Combine(Run(run), "commits", "0") : "";
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Length : 0;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException exception)
        {
            TestContext.Current.SendDiagnosticMessage($"{Folder} stays: {exception.Message}");
        }
    }
}
