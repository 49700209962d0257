using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>A Job's status (k8s.io/api/batch/v1 JobStatus).</summary>
internal sealed record JobStatus
{
    public int Active { get; init; }

    public int? Ready { get; init; }

    public int? Terminating { get; init; }

    public int Succeeded { get; init; }

    public int Failed { get; init; }

    public string CompletedIndexes { get; init; } = "";

    /// <summary>Null when the Job has no limit per index.</summary>
    public string? FailedIndexes { get; init; }

    /// <summary>UIDs of succeeded pods that are recorded but still carry the finalizer.</summary>
    public ImmutableHashSet<string> UncountedSucceeded { get; init; } = [];

    /// <summary>UIDs of failed pods that are recorded but still carry the finalizer.</summary>
    public ImmutableHashSet<string> UncountedFailed { get; init; } = [];

    public ImmutableArray<JobCondition> Conditions { get; init; } = [];

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Whether the Job has ended (pkg/controller/job/util, IsJobFinished).</summary>
    public bool IsFinished => Conditions.Any(condition => condition is { IsTrue: true, Type: "Complete" or "Failed" });

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt => Conditions.FirstOrDefault(condition => condition is { IsTrue: true, Type: "Complete" or "Failed" })?.Time;

    public JobCondition? True(string type) => Conditions.FirstOrDefault(condition => condition.IsTrue && condition.Type == type);

    /// <summary>Sets a condition; a first one that is false says nothing and is left out (ensureJobConditionStatus).</summary>
    public JobStatus With(JobCondition condition)
    {
        for (var position = 0; position < Conditions.Length; position++)
        {
            if (Conditions[position].Type == condition.Type)
            {
                return Conditions[position] with { Time = condition.Time } == condition ? this : this with { Conditions = Conditions.SetItem(position, condition) };
            }
        }

        return condition.IsTrue ? this with { Conditions = Conditions.Add(condition) } : this;
    }

    public static JobStatus From(JsonNode? status) => new()
    {
        Active = (int)(status?["active"].AsInt() ?? 0),
        Ready = (int?)status?["ready"].AsInt(),
        Terminating = (int?)status?["terminating"].AsInt(),
        Succeeded = (int)(status?["succeeded"].AsInt() ?? 0),
        Failed = (int)(status?["failed"].AsInt() ?? 0),
        CompletedIndexes = status?["completedIndexes"].AsString() ?? "",
        FailedIndexes = status?["failedIndexes"].AsString(),
        UncountedSucceeded = Uids(status, "succeeded"),
        UncountedFailed = Uids(status, "failed"),
        Conditions = [.. (status?["conditions"]).Objects().Select(Condition)],
        StartTime = status?["startTime"].Time(),
        CompletionTime = status?["completionTime"].Time(),
    };

    /// <summary>The wire form; fields that Go leaves out when empty are left out.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        Add(json, "active", Active);
        Add(json, "succeeded", Succeeded);
        Add(json, "failed", Failed);
        json["ready"] = Ready ?? 0;
        json["terminating"] = Terminating ?? 0;
        if (CompletedIndexes.Length > 0)
        {
            json["completedIndexes"] = CompletedIndexes;
        }

        if (FailedIndexes is not null)
        {
            json["failedIndexes"] = FailedIndexes;
        }

        var uncounted = new JsonObject();
        Add(uncounted, "succeeded", UncountedSucceeded);
        Add(uncounted, "failed", UncountedFailed);
        json["uncountedTerminatedPods"] = uncounted;
        if (Conditions.Length > 0)
        {
            json["conditions"] = new JsonArray([.. Conditions.Select(ToJson)]);
        }

        if (StartTime is { } start)
        {
            json["startTime"] = start.ToWire();
        }

        if (CompletionTime is { } completion)
        {
            json["completionTime"] = completion.ToWire();
        }

        return json;
    }

    private static void Add(JsonObject json, string name, int value)
    {
        if (value != 0)
        {
            json[name] = value;
        }
    }

    private static void Add(JsonObject json, string name, ImmutableHashSet<string> uids)
    {
        if (uids.Count > 0)
        {
            json[name] = new JsonArray([.. uids.Order(StringComparer.Ordinal).Select(uid => (JsonNode)uid)]);
        }
    }

    private static ImmutableHashSet<string> Uids(JsonNode? status, string name) =>
        [.. (status?["uncountedTerminatedPods"].Array(name) ?? []).Select(uid => uid.AsString()).OfType<string>()];

    private static JobCondition Condition(JsonNode node) => new(
        node["type"].AsString() ?? "",
        node["status"].AsString() == "True",
        node["reason"].AsString() ?? "",
        node["message"].AsString() ?? "",
        node["lastTransitionTime"].Time() ?? default);

    private static JsonObject ToJson(JobCondition condition)
    {
        var json = new JsonObject
        {
            ["type"] = condition.Type,
            ["status"] = condition.IsTrue ? "True" : "False",
            ["lastProbeTime"] = condition.Time.ToWire(),
            ["lastTransitionTime"] = condition.Time.ToWire(),
        };
        if (condition.Reason.Length > 0)
        {
            json["reason"] = condition.Reason;
        }

        if (condition.Message.Length > 0)
        {
            json["message"] = condition.Message;
        }

        return json;
    }
}
