using System.Security.Cryptography;
using System.Text.Json;
using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts.Files;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Agent.Publishing;

/// <summary>
/// The work folder after the kernel: the input it was given, and the output it left. The folder was the kernel's to write, so nothing in it is
/// believed that the store does not bear out.
/// </summary>
internal sealed class KernelLeavings : IDisposable
{
    // A few short fields; what is longer is not ours.
    private const int MaxState = 4096;

    private KernelLeavings(Stream input, Stream output, DateTimeOffset started)
    {
        Input = input;
        Output = output;
        Started = started;
    }

    /// <summary>The candidates, as fetch wrote them.</summary>
    public Stream Input { get; }

    /// <summary>What the kernel wrote; <see cref="Stream.Null"/> when it wrote nothing.</summary>
    public Stream Output { get; }

    /// <summary>When fetch began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Opens and checks the folder. Throws <see cref="AgentException"/>.</summary>
    public static async Task<KernelLeavings> OpenAsync(WorkFolder work, WaveBatch batch, CancellationToken cancellationToken)
    {
        var state = await ReadStateAsync(work, cancellationToken);
        if (state.Batch != batch.Record.Batch || state.Wave != batch.Task.Wave || state.Generation != batch.Task.Generation)
        {
            throw Failed($"{work.At(WorkFiles.Batch)} is of batch {state.Batch}, wave {state.Wave}, not of batch {batch.Record.Batch}, wave {batch.Task.Wave}. " +
                "Keep the kernel from writing there.");
        }

        if (state.Committed)
        {
            throw AgentException.TryAgain("ArtifactMissing", $"The commit of batch {state.Batch} was there when the batch was fetched and is gone. The next attempt computes the batch.");
        }

        var input = Open(work, WorkFiles.Input) ?? throw Failed($"{work.At(WorkFiles.Input)} is gone. Keep the kernel from deleting its input.");
        try
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(input, cancellationToken)) != state.InputSha256)
            {
                throw Failed($"{work.At(WorkFiles.Input)} is not what was fetched. Keep the kernel from writing to its input.");
            }

            return new KernelLeavings(input, Open(work, WorkFiles.Output) ?? Stream.Null, state.Started);
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    /// <summary>The failure that trying again cannot mend.</summary>
    public static AgentException Failed(string message) => AgentException.NeverWorks(FailureReason.PublishFailed, message);

    private static FileStream? Open(WorkFolder work, string name)
    {
        try
        {
            return work.TryOpen(name);
        }
        catch (NotRegularFileException e)
        {
            throw Failed($"{work.At(name)} is {e.Facts.Describe()}, not a regular file. Have the kernel write a file there.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failed($"{work.At(name)} cannot be read: {e.Message}");
        }
    }

    private static async Task<BatchState> ReadStateAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        using var file = Open(work, WorkFiles.Batch) ?? throw Failed($"{work.At(WorkFiles.Batch)} is gone. Keep the kernel from deleting it.");
        var bytes = new byte[MaxState];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan(0, length), AgentJson.Default.BatchState) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException)
        {
            throw Failed($"{work.At(WorkFiles.Batch)} is damaged. Keep the kernel from writing there.");
        }
    }
}
