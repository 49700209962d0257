using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using Spectre.Console;

namespace MaterialsSim.Cli.Outcome;

/// <summary>Prints what came out of a campaign.</summary>
internal sealed class ReportPrinter(IAnsiConsole console)
{
    private const string Formula = "formula";

    public void Print(SimulationCampaign campaign, CampaignOutcome outcome, ResultFolder? results)
    {
        var status = campaign.Status ?? new SimulationCampaignStatus();
        console.WriteLine();
        console.WriteLine($"{campaign.Metadata.Name}: {(status.Phase ?? "Pending").ToLowerInvariant()}, {outcome.Reason}: {outcome.Message}");
        if (status.Candidates is { Total: > 0 } c)
        {
            console.WriteLine($"{c.Total} candidates: {c.Succeeded} ranked, {c.Infeasible} outside a constraint, {c.Unranked} outside the model, {c.Failed} failed.");
        }

        Best(campaign.Spec, status.Best ?? []);
        Front(status.ParetoFront, results);
        Failures(status.Failures ?? []);
        results?.Print(console);
    }

    private void Best(SimulationCampaignSpec spec, IList<BestStatus> best)
    {
        if (best.Count == 0)
        {
            return;
        }

        var carried = (spec.Report ?? []).Where(name => name != Formula).ToList();
        var hasFormula = best.Any(b => b.Formula is not null);
        var table = Tables.New();
        table.AddColumn(Tables.Number("rank"));
        table.AddColumn("id");
        foreach (var name in hasFormula ? carried.Prepend(Formula) : carried)
        {
            table.AddColumn(Markup.Escape(name));
        }

        foreach (var objective in spec.Objectives)
        {
            table.AddColumn(Tables.Number(objective.Unit is { Length: > 0 } unit ? $"{objective.Property}\n{unit}" : objective.Property));
        }

        table.AddColumn(Tables.Number("score"));
        foreach (var b in best)
        {
            IEnumerable<string> cells =
            [
                b.Rank.ToString(), b.Id,
                .. hasFormula ? [b.Formula ?? ""] : Array.Empty<string>(),
                .. carried.Select(name => b.Report?.TryGetValue(name, out var text) == true ? text : ""),
                .. spec.Objectives.Select(o => b.Properties?.TryGetValue(o.Property, out var value) == true ? Figures.Short(value) : ""),
                Figures.Short(b.Score),
            ];
            table.AddRow([.. cells.Select(cell => new Text(Tables.Clean(cell)))]);
        }

        Tables.Write(console, "Best materials", table);
    }

    private void Front(ParetoFrontStatus? front, ResultFolder? results)
    {
        if (front is not { Size: > 0 })
        {
            return;
        }

        var rows = results?.Front(Tables.MaxRows) ?? [];
        if (rows.Count < 2)
        {
            console.WriteLine();
            console.WriteLine($"Pareto front, {front.Size}: {string.Join(", ", (front.Ids ?? []).Select(Tables.Clean))}");
            return;
        }

        var more = front.Size > rows.Count - 1 ? $", the first {rows.Count - 1} here" : "";
        var table = Tables.New();
        foreach (var name in rows[0])
        {
            table.AddColumn(Markup.Escape(Tables.Clean(name)));
        }

        foreach (var row in rows.Skip(1))
        {
            table.AddRow([.. row.Select(cell => new Text(Tables.Clean(Figures.Short(cell))))]);
        }

        Tables.Write(console, $"Pareto front: {front.Size} that no other beats in every objective{more}", table);
    }

    private void Failures(IList<FailureStatus> failures)
    {
        if (failures.Count == 0)
        {
            return;
        }

        var table = Tables.New().AddColumns("reason");
        table.AddColumn(Tables.Number("candidates"));
        table.AddColumns("for example", "what happened");
        foreach (var failure in failures)
        {
            table.AddRow(new[] { failure.Reason, failure.Count.ToString(), failure.Example?.Id ?? "", failure.Example?.Message ?? "" }
                .Select(cell => new Text(Tables.Clean(cell))).ToArray());
        }

        Tables.Write(console, "Failures", table);
    }
}
