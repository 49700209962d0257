namespace MaterialsSim.Artifacts.Tests.Files;

/// <summary>The file store as it is on this machine.</summary>
[Collection(AloneCollection.Name)]
public sealed class FileArtifactStoreTests : FileStoreContract
{
    [Fact]
    public async Task Exactly_one_of_several_processes_wins_each_race()
    {
        const int Processes = 3;
        const int Rounds = 100;
        var racers = Enumerable.Range(0, Processes).Select(name => Racer.Start(Folder, name.ToString())).ToArray();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var racer in racers)
                {
                    await racer.TellAsync($"processes/{round}", Token);
                }

                // Each answers when it is in the middle of its write; only then may any of them finish.
                foreach (var racer in racers)
                {
                    Assert.Equal("writing", await racer.HearAsync(Token));
                }

                foreach (var racer in racers)
                {
                    await racer.TellAsync("finish", Token);
                }

                var answers = new List<string?>();
                foreach (var racer in racers)
                {
                    answers.Add(await racer.HearAsync(Token));
                }

                var winner = Assert.Single(Enumerable.Range(0, Processes), name => answers[name] == "won");
                Assert.Equal(Processes - 1, answers.Count(answer => answer == "lost"));
                Assert.Equal($"racer {winner} whole", await ReadAsync($"processes/{round}"));
            }
        }
        finally
        {
            foreach (var racer in racers)
            {
                racer.Dispose();
            }
        }

        Assert.Equal(Rounds, Directory.GetFiles(Path.Join(Folder, "processes")).Length);
    }

    [Fact]
    public async Task Special_files_are_not_listed()
    {
        Directory.CreateDirectory(Path.Join(Folder, "run"));
        MakeFifo(Path.Join(Folder, "run", "fifo"));
        Assert.Empty(await ListAsync("run/"));
    }
}
