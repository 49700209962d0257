using System.Security.Cryptography;
using System.Text;

namespace MaterialsSim.Artifacts.Tests;

/// <summary>What holds when many do it at once, and when it is big.</summary>
public abstract partial class ArtifactStoreContract
{
    private const int Races = 1000;
    private const int Racers = 4;

    [Fact]
    public async Task Exactly_one_of_many_creators_wins_each_of_a_thousand_forced_races()
    {
        for (var race = 0; race < Races; race++)
        {
            var path = $"races/{race}";
            // Nobody finishes before all have begun to write, so none can be turned away early.
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = 0;
            var results = await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(() => Store.CreateAsync(
                path,
                async (stream, cancellationToken) =>
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes($"racer {racer} "), cancellationToken);
                    if (Interlocked.Increment(ref writing) == Racers)
                    {
                        all.SetResult();
                    }

                    await all.Task.WaitAsync(cancellationToken);
                    await stream.WriteAsync("whole"u8.ToArray(), cancellationToken);
                },
                Token))));
            var winner = Assert.Single(Enumerable.Range(0, Racers), racer => results[racer]);
            Assert.Equal($"racer {winner} whole", await ReadAsync(path));
        }

        Assert.Equal(Races, (await ListAsync("races/")).Count);
    }

    [Fact]
    public async Task A_reader_sees_the_old_object_or_the_new_one_and_never_a_part()
    {
        const int Size = 300_000;
        await Store.WriteAsync("object", Filled(0, Size), Token);
        var done = false;
        var writer = Task.Run(async () =>
        {
            for (var i = 1; i <= 60; i++)
            {
                await Store.WriteAsync("object", Filled((byte)i, Size), Token);
            }

            Volatile.Write(ref done, true);
        }, Token);
        var seen = 0;
        while (!Volatile.Read(ref done) || seen == 0)
        {
            await using var stream = await Store.OpenReadAsync("object", 0, null, Token);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Token);
            Assert.Equal(Size, bytes.Length);
            Assert.Equal(-1, bytes.GetBuffer().AsSpan(0, Size).IndexOfAnyExcept(bytes.GetBuffer()[0]));
            seen++;
        }

        await writer;
    }

    // Alone, because it measures what the whole process allocates.
    [Fact]
    public async Task A_big_object_is_streamed_in_flat_memory()
    {
        const int Blocks = 1024;
        var block = RandomNumberGenerator.GetBytes(64 * 1024);
        var before = GC.GetTotalAllocatedBytes();
        await Store.WriteAsync("big", async (stream, cancellationToken) =>
        {
            for (var i = 0; i < Blocks; i++)
            {
                await stream.WriteAsync(block, cancellationToken);
            }
        }, Token);
        long size = 0;
        await using (var stream = await Store.OpenReadAsync("big", 0, null, Token))
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, Token)) > 0; size += read)
            {
                Assert.True(block.AsSpan((int)(size % block.Length)).StartsWith(buffer.AsSpan(0, Math.Min(read, block.Length - (int)(size % block.Length)))));
            }
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.Equal((long)Blocks * block.Length, size);
        Assert.True(allocated < 4 << 20, $"{allocated} bytes were allocated");
    }

    private static Func<Stream, CancellationToken, Task> Filled(byte value, int size) => async (stream, cancellationToken) =>
    {
        var half = new byte[size / 2];
        half.AsSpan().Fill(value);
        await stream.WriteAsync(half, cancellationToken);
        await Task.Yield();
        await stream.WriteAsync(half, cancellationToken);
    };
}
