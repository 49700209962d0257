using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Screening.Contracts;
using Spectre.Console;

namespace MaterialsSim.Cli.Outcome;

/// <summary>The folder of a finished run's files.</summary>
internal sealed class ResultFolder
{
    private static readonly string[] s_files =
        [ReportFiles.Results, ReportFiles.Best, ReportFiles.Front, ReportFiles.Failed, RunPaths.Report, RunPaths.Provenance, ReportFiles.Plot];

    private readonly string _path;

    private ResultFolder(string path) => _path = path;

    /// <summary>The folder that holds the report at <paramref name="reportUri"/>; null when that is no local file.</summary>
    public static ResultFolder? Of(string? reportUri) =>
        Uri.TryCreate(reportUri, UriKind.Absolute, out var uri) && uri.IsFile && Path.GetDirectoryName(uri.LocalPath) is { } folder && Directory.Exists(folder)
            ? new ResultFolder(folder)
            : null;

    /// <summary>Copies the files; those of an earlier run are replaced.</summary>
    public ResultFolder CopyTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in s_files)
        {
            var (from, to) = (Path.Combine(_path, file), Path.Combine(target, file));
            if (File.Exists(from))
            {
                File.Copy(from, to, overwrite: true);
            }
            else
            {
                File.Delete(to);
            }
        }

        return new ResultFolder(target);
    }

    /// <summary>Header and at most <paramref name="max"/> rows of the front.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Front(int max) =>
        File.Exists(Path.Combine(_path, ReportFiles.Front)) ? CsvRows.Read(Path.Combine(_path, ReportFiles.Front), max + 1) : [];

    public void Print(IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine($"Results in {_path}:");
        foreach (var (file, about) in s_files.Zip(["every candidate", "the best", "the Pareto front", "what failed and why", "all of it for programs", "times, attempts, images", "the front, drawn"]))
        {
            if (File.Exists(Path.Combine(_path, file)))
            {
                console.WriteLine($"  {file,-16} {about}");
            }
        }
    }
}
