using System.CommandLine;
using System.Reflection;

namespace MaterialsSim.Cli.Commands;

/// <summary>The command line: what people type, and what it starts.</summary>
internal static class CommandLine
{
    private static readonly Option<DirectoryInfo> s_state = new("--state")
    {
        Description = "Folder of the local cluster: its objects, artifacts and logs. The same folder again goes on where it stopped.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(".materialssim"),
    };

    private static readonly Option<string[]> s_images = new("--kernel-image")
    {
        Description = "A folder that stands for an image, by the last part of the image's name, such as my-kernel=./kernel. May be given several times.",
        HelpName = "NAME=DIR",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Parses and runs; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args, Interruption interruption)
    {
        var root = new RootCommand("Screens materials: campaigns on a local cluster. " + ExitCodes.Help) { Run(), Cluster(), Version() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (CliException e)
        {
            await Console.Error.WriteLineAsync($"materialssim: {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("materialssim: stopped; the same command goes on where this one stopped");
            return interruption.ExitCode;
        }
    }

    private static Command Run()
    {
        var manifest = new Argument<FileInfo>("MANIFEST") { Description = "YAML file with one SimulationCampaign. file:/// datasets are looked for below its folder." };
        var output = new Option<DirectoryInfo?>("--output") { Description = "Folder that the result files are copied to.", HelpName = "DIR" };
        var parallelism = new Option<int?>("--parallelism") { Description = "Batches at a time, instead of what the manifest says.", HelpName = "N" };
        var command = new Command("run", "Runs a campaign on a local cluster, shows its progress and prints the best materials. " + ExitCodes.Help)
        {
            manifest, s_state, output, parallelism, s_images,
        };
        command.SetAction((parsed, token) => new RunCommand
        {
            Manifest = parsed.GetRequiredValue(manifest),
            State = parsed.GetRequiredValue(s_state),
            Output = parsed.GetValue(output),
            Parallelism = parsed.GetValue(parallelism),
            Images = parsed.GetRequiredValue(s_images),
        }.RunAsync(token));
        return command;
    }

    private static Command Cluster()
    {
        var port = new Option<int>("--port") { Description = "Port of the API server on loopback. Without it: a free one, the same again on the same state folder.", HelpName = "N" };
        var datasets = new Option<DirectoryInfo>("--dataset-root")
        {
            Description = "Folder that file:/// datasets are looked for below. Without it: that of the examples.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Examples(),
        };
        var command = new Command("cluster", "Keeps a local cluster with the operator running, for kubectl, until Ctrl-C.") { s_state, port, datasets, s_images };
        command.SetAction((parsed, token) => new ClusterCommand
        {
            State = parsed.GetRequiredValue(s_state),
            Port = parsed.GetValue(port),
            DatasetRoot = parsed.GetRequiredValue(datasets),
            Images = parsed.GetRequiredValue(s_images),
        }.RunAsync(token));
        return command;
    }

    /// <summary>The project's examples, so that they can be applied as they are; the current folder where there are none.</summary>
    private static DirectoryInfo Examples()
    {
        var examples = new DirectoryInfo(Path.Combine(Environment.GetEnvironmentVariable(Installation.HomeVariable) ?? ".", "examples"));
        return examples.Exists ? examples : new DirectoryInfo(".");
    }

    private static Command Version()
    {
        var command = new Command("version", "Prints the version.");
        command.SetAction(_ => Console.Out.WriteLine(
            typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"));
        return command;
    }
}
