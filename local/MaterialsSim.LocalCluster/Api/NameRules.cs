using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Rules;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>What names, labels and annotations may look like. Upstream: <c>apimachinery/pkg/util/validation</c> and <c>api/validation</c>.</summary>
internal static partial class NameRules
{
    private const int MaxAnnotationBytes = 256 << 10;

    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string LabelValueText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string QualifiedText =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static IEnumerable<FieldError> Validate(ResourceKind kind, JsonObject value)
    {
        var name = value.Name();
        if (name.Length == 0)
        {
            yield return FieldError.Required("metadata.name", "name or generateName is required");
            yield break;
        }

        foreach (var problem in NameProblems(kind.Rules.Names, name))
        {
            yield return FieldError.Invalid("metadata.name", name, problem);
        }

        foreach (var error in Labels(value["metadata"].Object("labels"), "metadata.labels").Concat(Annotations(value)))
        {
            yield return error;
        }
    }

    public static IEnumerable<string> NameProblems(NameStyle style, string name)
    {
        switch (style)
        {
            case NameStyle.Subdomain:
                if (name.Length > 253)
                {
                    yield return "must be no more than 253 characters";
                }

                if (!Subdomain().IsMatch(name))
                {
                    yield return SubdomainText;
                }

                break;
            case NameStyle.Label:
                if (name.Length > 63)
                {
                    yield return "must be no more than 63 characters";
                }

                if (!Label().IsMatch(name))
                {
                    yield return LabelText;
                }

                break;
            default:
                if (name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal))
                {
                    yield return "may not be '.' or '..', and may not contain '/' or '%'";
                }

                break;
        }
    }

    public static IEnumerable<FieldError> Labels(JsonObject? labels, string field)
    {
        foreach (var (key, value) in labels ?? [])
        {
            foreach (var problem in KeyProblems(key))
            {
                yield return FieldError.Invalid(field, key, problem);
            }

            if (value.AsString() is { } text)
            {
                if (text.Length > 63)
                {
                    yield return FieldError.Invalid(field, text, "must be no more than 63 characters");
                }

                if (!LabelValue().IsMatch(text))
                {
                    yield return FieldError.Invalid(field, text, LabelValueText);
                }
            }
        }
    }

    private static IEnumerable<FieldError> Annotations(JsonObject value)
    {
        var size = 0L;
        foreach (var (key, content) in value["metadata"].Object("annotations") ?? [])
        {
            size += key.Length + (content.AsString()?.Length ?? 0);
            foreach (var problem in KeyProblems(key.ToLowerInvariant()))
            {
                yield return FieldError.Invalid("metadata.annotations", key, problem);
            }
        }

        if (size > MaxAnnotationBytes)
        {
            yield return FieldError.TooLong("metadata.annotations", MaxAnnotationBytes);
        }
    }

    private static IEnumerable<string> KeyProblems(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2 && (parts[0].Length is 0 or > 253 || !Subdomain().IsMatch(parts[0])))
        {
            yield return parts[0].Length == 0 ? "prefix part must be non-empty" : $"prefix part {SubdomainText}";
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (name.Length > 63)
        {
            yield return "name part must be no more than 63 characters";
        }

        if (!Qualified().IsMatch(name))
        {
            yield return QualifiedText;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Qualified();
}
