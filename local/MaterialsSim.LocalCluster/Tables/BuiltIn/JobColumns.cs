using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables.BuiltIn;

/// <summary>Columns of jobs. Upstream: <c>printJob</c>.</summary>
internal static class JobColumns
{
    private static readonly (string Condition, string Shown)[] States =
        [("Complete", "Complete"), ("Failed", "Failed"), ("Suspended", "Suspended"), ("FailureTarget", "FailureTarget"), ("SuccessCriteriaMet", "SuccessCriteriaMet")];

    public static readonly IReadOnlyList<Column> All =
    [
        StandardColumns.Name,
        Column.Text("Status", "Where the job stands.", Status),
        Column.Text("Completions", "Pods that succeeded, of those wanted.", Completions),
        new("Duration", "string", "", "How long the job has run, or ran.", 0, Duration),
        StandardColumns.Age,
        Column.Text("Containers", "Names of the template's containers.", job => TemplateText.Containers(job, "name"), 1),
        Column.Text("Images", "Images of the template's containers.", job => TemplateText.Containers(job, "image"), 1),
        Column.Text("Selector", "Labels of the job's pods.", TemplateText.Selector, 1),
    ];

    private static string Status(JsonObject job)
    {
        var conditions = (job["status"].Array("conditions") ?? []).Where(condition => condition.String("status") == "True").Select(condition => condition.String("type")).ToHashSet();
        foreach (var (condition, shown) in States)
        {
            if (conditions.Contains(condition))
            {
                return shown;
            }

            // An ended job is what it is; one that still works is being ended.
            if (condition == "Failed" && job.IsDeleting())
            {
                return "Terminating";
            }
        }

        return "Running";
    }

    private static string Completions(JsonObject job)
    {
        var succeeded = job["status"].Int("succeeded") ?? 0;
        if (job["spec"].Int("completions") is { } completions)
        {
            return $"{succeeded}/{completions}";
        }

        var parallelism = job["spec"].Int("parallelism") ?? 0;
        return parallelism > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static JsonNode Duration(JsonObject job, DateTimeOffset now) =>
        Ages.Parse(job["status"].String("startTime")) is { } start ? Ages.Human((Ages.Parse(job["status"].String("completionTime")) ?? now) - start) : "";
}
