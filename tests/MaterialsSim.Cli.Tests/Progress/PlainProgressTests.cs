using MaterialsSim.Api.Status;
using MaterialsSim.Cli.Progress;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.Cli.Tests.Progress;

public sealed class PlainProgressTests
{
    [Fact]
    public async Task Lines_tell_changes_without_escape_codes_and_not_more_than_one_in_two_seconds()
    {
        var (time, output) = (new FakeTimeProvider(), new StringWriter());

        await new PlainProgress(output, time).ShowAsync(show =>
        {
            show(null);
            show(null);
            for (var done = 0; done <= 5; done++)
            {
                show(Status("Running", done));
                time.Advance(TimeSpan.FromSeconds(1));
            }

            show(Status("Complete", 5));
            return Task.FromResult(0);
        });

        Assert.Equal(
            """
            [00:00:00] Pending
            [00:00:00] Running, 0/5 batches, 0/1,000 candidates
            [00:00:02] Running, 2/5 batches, 400/1,000 candidates (2 failed), 200/s, 3 s left, best mp-66 C 0.9312
            [00:00:04] Running, 4/5 batches, 800/1,000 candidates (4 failed), 200/s, 1 s left, best mp-66 C 0.9312
            [00:00:06] Complete, 5/5 batches, 1,000/1,000 candidates (5 failed), 167/s, best mp-66 C 0.9312

            """,
            output.ToString());
    }

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(99, "99 s")]
    [InlineData(160, "3 min")]
    [InlineData(7200, "2 h")]
    [InlineData(200000, "2 days")]
    public void A_duration_has_the_precision_that_people_plan_by(double seconds, string text) => Assert.Equal(text, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    private static SimulationCampaignStatus Status(string phase, int done) => new()
    {
        Phase = phase,
        Run = new RunStatus { Number = 1 },
        Candidates = new CandidatesStatus { Total = 1000, Succeeded = done * 199, Failed = done },
        Batches = new BatchesStatus { Total = 5, Succeeded = done },
        Best = done == 0 ? null : [new BestStatus { Rank = 1, Id = "mp-66", Formula = "C", Score = "0.931234567" }],
    };
}
