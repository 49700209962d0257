using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Builds a Job's pods from its template (controller_utils.go GetPodFromTemplate; indexed_job_utils.go for what an index adds).</summary>
internal static class PodBuilder
{
    /// <summary>Generated names have at most 63 characters, five of them random.</summary>
    private const int MaxPrefix = 58;

    public static JsonObject Build(JsonObject job, PodOrder order)
    {
        var template = job["spec"]!["template"]!;
        var metadata = new JsonObject
        {
            ["generateName"] = NamePrefix(job.Name(), order.Index),
            ["namespace"] = job.Namespace(),
            ["labels"] = template["metadata"]?["labels"]?.DeepClone() ?? new JsonObject(),
            ["annotations"] = template["metadata"]?["annotations"]?.DeepClone() ?? new JsonObject(),
            ["finalizers"] = Finalizers(template["metadata"].Array("finalizers")),
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "batch/v1",
                ["kind"] = "Job",
                ["name"] = job.Name(),
                ["uid"] = job.Uid(),
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            }),
        };
        var spec = (JsonObject)template["spec"]!.DeepClone();
        if (order.Index is { } index)
        {
            AddIndex(metadata, spec, job.Name(), index, order);
        }

        if (metadata.Object("annotations")!.Count == 0)
        {
            metadata.Remove("annotations");
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec };
    }

    private static string NamePrefix(string job, int? index)
    {
        var tail = index is null ? "-" : $"-{Text(index.Value)}-";
        return job.Length + tail.Length > MaxPrefix ? job[..(MaxPrefix - tail.Length)] + tail : job + tail;
    }

    private static void AddIndex(JsonObject metadata, JsonObject spec, string job, int index, PodOrder order)
    {
        metadata["labels"]![JobLabels.CompletionIndex] = Text(index);
        metadata["annotations"]![JobLabels.CompletionIndex] = Text(index);
        if (order.FailureCount is { } failures)
        {
            metadata["annotations"]![JobLabels.IndexFailureCount] = Text(failures);
            if (order.IgnoredFailureCount > 0)
            {
                metadata["annotations"]![JobLabels.IndexIgnoredFailureCount] = Text(order.IgnoredFailureCount);
            }
        }

        spec["hostname"] = $"{job}-{Text(index)}";
        foreach (var container in spec["initContainers"].Objects().Concat(spec["containers"].Objects()))
        {
            AddVariable(container);
        }
    }

    private static void AddVariable(JsonObject container)
    {
        if (container["env"].Objects().Any(variable => variable.String("name") == JobLabels.CompletionIndexVariable))
        {
            return;
        }

        var variables = container.Array("env");
        if (variables is null)
        {
            container["env"] = variables = [];
        }

        variables.Add(new JsonObject
        {
            ["name"] = JobLabels.CompletionIndexVariable,
            ["valueFrom"] = new JsonObject
            {
                ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{JobLabels.CompletionIndex}']" },
            },
        });
    }

    private static JsonArray Finalizers(JsonArray? own)
    {
        var finalizers = (JsonArray)(own?.DeepClone() ?? new JsonArray());
        if (!finalizers.Any(item => item.AsString() == JobLabels.TrackingFinalizer))
        {
            finalizers.Add(JobLabels.TrackingFinalizer);
        }

        return finalizers;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
