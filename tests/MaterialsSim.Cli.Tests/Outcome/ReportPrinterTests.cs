using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Cli.Outcome;
using Spectre.Console;

namespace MaterialsSim.Cli.Tests.Outcome;

public sealed class ReportPrinterTests
{
    [Fact]
    public void The_best_are_shown_with_their_units_and_hostile_text_without_escape_codes()
    {
        var text = Print(new SimulationCampaignStatus
        {
            Phase = "Complete",
            Candidates = new CandidatesStatus { Total = 3, Succeeded = 1, Failed = 2 },
            Best = [new BestStatus { Rank = 1, Id = "[red]evil\u001b[2J[/]", Formula = "C", Score = "0.931234567", Properties = new Dictionary<string, string> { ["hardness"] = "93.40495" } }],
            ParetoFront = new ParetoFrontStatus { Size = 1, Ids = ["a"] },
            Failures = [new FailureStatus { Reason = "KernelError", Count = 2, Example = new FailureExample { Id = "b", Message = "no\nway" } }],
        });

        Assert.DoesNotContain('\u001b', text);
        Assert.Equal(
            """
            c: complete, Completed: Done.
            3 candidates: 1 ranked, 0 outside a constraint, 0 outside the model, 2 failed.
            Best materials
            rank id formula hardness score
            GPa
            1 [red]evil?[2J[/] C 93.4 0.9312
            Pareto front, 1: a
            Failures
            reason candidates for example what happened
            KernelError 2 b no?way
            """,
            string.Join('\n', text.Split('\n').Select(Words).Where(line => line.Length > 0)));
    }

    private static string Words(string line) => string.Join(' ', line.Split([' ', '\r', '─', '-'], StringSplitOptions.RemoveEmptyEntries));

    private static string Print(SimulationCampaignStatus status)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        var campaign = new SimulationCampaign
        {
            Metadata = new() { Name = "c" },
            Spec = new SimulationCampaignSpec { Objectives = [new ObjectiveSpec { Property = "hardness", Unit = "GPa", Goal = Goals.Maximize }], Report = ["formula"] },
            Status = status,
        };
        new ReportPrinter(console).Print(campaign, new CampaignOutcome(0, "Completed", "Done."), null);
        return writer.ToString();
    }
}
