using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>What neither the schema nor CEL can say of a spec.</summary>
internal static class SpecChecks
{
    private const string InputPrefix = "input.";

    public static IEnumerable<PreflightProblem> Problems(SimulationCampaignSpec spec) =>
        Dataset(spec.Candidates).Concat(Environment(spec.Kernel.Env ?? [])).Concat(Names(spec));

    private static IEnumerable<PreflightProblem> Dataset(CandidatesSpec candidates)
    {
        if (candidates.Uri?.StartsWith("file://", StringComparison.Ordinal) == true && !IsPlainFileUri(candidates.Uri))
        {
            yield return Invalid(Paths.Uri, "a file dataset is file:/// and a path of plain names below the operator's dataset root, without '..', such as file:///elastic.csv");
        }

        if (DatasetName.FormatOf(candidates) is null && (candidates.Uri ?? candidates.ConfigMap?.Key) is { } name)
        {
            yield return Invalid(Paths.Format, $"the name {Quote.Of(name)} does not tell the format; set format to CSV or JSONLines");
        }

        if (candidates.ConfigMap is not null && DatasetName.IsGzip(candidates))
        {
            yield return Invalid(Paths.ConfigMapKey, "a dataset in a config map is plain text, not gzipped");
        }
    }

    private static bool IsPlainFileUri(string uri)
    {
        const string Scheme = "file:///";
        return uri.StartsWith(Scheme, StringComparison.Ordinal)
            && uri[Scheme.Length..].Split('/').All(s => s.Length > 0 && s is not ("." or "..") && !s.Any(c => char.IsControl(c) || c is '\\' or '?' or '#'));
    }

    private static IEnumerable<PreflightProblem> Environment(IList<EnvVarSpec> env)
    {
        for (var i = 0; i < env.Count; i++)
        {
            if (!string.IsNullOrEmpty(env[i].Value) && SecretNames.LooksSecret(env[i].Name))
            {
                yield return Invalid(
                    $"{Paths.Env(i)}.value",
                    $"{Quote.Of(env[i].Name)} looks like a secret, which everybody who can read the campaign would read; put it into a Secret and use valueFrom.secretKeyRef");
            }
        }
    }

    private static IEnumerable<PreflightProblem> Names(SimulationCampaignSpec spec)
    {
        var ranked = spec.Objectives.Select((o, i) => (Paths.Objective(i), o.Property))
            .Concat((spec.Constraints ?? []).Select((c, i) => (Paths.Constraint(i), c.Property)));
        foreach (var (path, property) in ranked)
        {
            if (property == InputPrefix)
            {
                yield return Invalid(path, "input. names no input; write input.NAME with the name of a column");
            }
        }

        var carried = (spec.Report ?? []).Select((name, i) => (Path: Paths.Report(i), Name: name));
        if (spec.DistinctBy is not null)
        {
            carried = carried.Prepend((Paths.DistinctBy, spec.DistinctBy));
        }

        foreach (var (path, name) in carried)
        {
            if (name.StartsWith(InputPrefix, StringComparison.Ordinal))
            {
                yield return Invalid(path, $"only inputs can stand here, so they go without prefix: write {Quote.Of(name[InputPrefix.Length..])}");
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (spec.Report?.Count ?? 0); i++)
        {
            if (!seen.Add(spec.Report![i]))
            {
                yield return Invalid(Paths.Report(i), $"{Quote.Of(spec.Report[i])} stands here twice");
            }
        }
    }

    private static PreflightProblem Invalid(string path, string message) => new(Reasons.InvalidSpec, path, message);
}
