using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// The canonical form of a ranking: JSON with a fixed order of fields and numbers in round-trip form, without what is unset or at its default.
/// A field added later leaves the hash of rankings that do not use it alone, so an upgrade re-scores nothing. The form never changes
/// within a <see cref="Version"/>; a golden test holds it.
/// </summary>
internal static class RankingSpecHash
{
    private const int Version = 1;
    private const int DefaultTopK = 10;

    public static string Of(RankingSpec ranking) => Convert.ToHexStringLower(SHA256.HashData(Canonical(ranking)));

    internal static ReadOnlySpan<byte> Canonical(RankingSpec ranking)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("objectives");
            foreach (var objective in ranking.Objectives)
            {
                Write(json, objective);
            }

            json.WriteEndArray();
            WriteConstraints(json, ranking.Constraints);
            if (ranking.TopK != DefaultTopK)
            {
                json.WriteNumber("topK", ranking.TopK);
            }

            WriteText(json, "distinctBy", ranking.DistinctBy);
            if (ranking.Report.Count > 0)
            {
                json.WriteStartArray("report");
                foreach (var name in ranking.Report)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, Objective objective)
    {
        json.WriteStartObject();
        json.WriteString("property", objective.Property);
        WriteText(json, "unit", objective.Unit);
        json.WriteString("goal", objective.Goal switch
        {
            Goal.Maximize => "Maximize",
            Goal.Minimize => "Minimize",
            Goal.Target => "Target",
            _ => throw new ArgumentOutOfRangeException(nameof(objective), objective.Goal, "Unknown goal."),
        });
        WriteNumber(json, "target", objective.Target);
        if (objective.Scale == Scale.Log)
        {
            json.WriteString("scale", "Log");
        }

        WriteNumber(json, "low", objective.Low);
        WriteNumber(json, "high", objective.High);
        if (objective.Weight != 1)
        {
            WriteNumber(json, "weight", objective.Weight);
        }

        json.WriteEndObject();
    }

    private static void WriteConstraints(Utf8JsonWriter json, IReadOnlyList<Constraint> constraints)
    {
        if (constraints.Count == 0)
        {
            return;
        }

        json.WriteStartArray("constraints");
        foreach (var constraint in constraints)
        {
            json.WriteStartObject();
            json.WriteString("property", constraint.Property);
            WriteNumber(json, "min", constraint.Min);
            WriteNumber(json, "max", constraint.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number + 0.0); // -0 and 0 rank alike: adding 0 makes both 0
        }
    }
}
