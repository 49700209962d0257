using MaterialsSim.Agent.Datasets;
using MaterialsSim.Agent.Running;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Planning;

/// <summary><c>materialssim-agent plan</c>: cuts the run's dataset into batches, once. Every later planner finds the plan and is done.</summary>
internal static class PlanCommand
{
    public static async Task RunAsync(AgentContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var request = await run.ReadAsync<PlanRequest>(RunPaths.PlanRequest, cancellationToken);
        run.CheckOwner(RunPaths.PlanRequest, request.CampaignUid, request.Run);
        if (await run.ExistsAsync(RunPaths.Plan, cancellationToken))
        {
            await AcceptAsync(context, cancellationToken);
            return;
        }

        try
        {
            await PlanAsync(context, request, cancellationToken);
        }
        catch (PlanThereException)
        {
            await AcceptAsync(context, cancellationToken);
        }
        catch (DatasetException e)
        {
            throw await FailAsync(context, e.ToFailure(), cancellationToken);
        }
        catch (DatasetAccessException e)
        {
            throw await FailAsync(context, e.ToFailure(), cancellationToken);
        }
    }

    private static async Task PlanAsync(AgentContext context, PlanRequest request, CancellationToken cancellationToken)
    {
        using var dataset = await DatasetOpener.OpenAsync(request.Uri, context, cancellationToken);
        var sink = new ArtifactPlanSink(context.Run, context.Settings.Scratch);
        var options = new PlannerOptions { TemporaryFolder = context.Settings.Scratch };
        var plan = await Planner.PlanAsync(request, dataset, sink, options, cancellationToken);
        await sink.CheckAsync(cancellationToken);
        if (await context.Run.CreateAsync(RunPaths.Plan, Documents.Write(plan), cancellationToken))
        {
            context.Log.WriteLine($"Planned {plan.Candidates} candidates in {plan.Batches} batches.");
        }
        else
        {
            await AcceptAsync(context, cancellationToken);
        }
    }

    // Another planner's, or this one's from before a restart: both were made from the same request.
    private static async Task AcceptAsync(AgentContext context, CancellationToken cancellationToken)
    {
        var plan = await context.Run.ReadAsync<Plan>(RunPaths.Plan, cancellationToken);
        context.Run.CheckOwner(RunPaths.Plan, plan.CampaignUid, plan.Run);
        context.Log.WriteLine($"The plan is there: {plan.Candidates} candidates in {plan.Batches} batches.");
    }

    private static async Task<AgentException> FailAsync(AgentContext context, PlanFailure failure, CancellationToken cancellationToken)
    {
        var artifact = RunPaths.PlanFailure(context.Settings.JobUid);
        var bytes = Documents.Write(failure);
        await context.Store.WriteAsync(
            context.Run.At(artifact), (stream, token) => stream.WriteAsync(bytes, token).AsTask(), cancellationToken);
        return AgentException.NeverWorks(failure.Reason, failure.Message);
    }
}
