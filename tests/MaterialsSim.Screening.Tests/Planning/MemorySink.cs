using System.Text;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Planning;

/// <summary>Keeps what the planner writes.</summary>
internal sealed class MemorySink : IPlanSink
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public string Ids => Encoding.UTF8.GetString(Files[RunPaths.Ids]);

    public IReadOnlyList<BatchRecord> Batches => BatchTable.Read(Files[RunPaths.Batches]);

    public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var stream = new MemoryStream();
        await write(stream, cancellationToken);
        Files.Add(path, stream.ToArray());
    }
}
