using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Server;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>
/// The review kinds, which are answered and never stored. There is one user, the administrator, who may do everything; a token is valid when it is that user's.
/// </summary>
internal sealed class ReviewHandler(string token)
{
    public static readonly IReadOnlyList<(string Group, string Plural, string Kind, bool Namespaced)> Kinds =
    [
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        ("authentication.k8s.io", "tokenreviews", "TokenReview", false),
        ("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        ("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
    ];

    public static bool Serves(ResourceRequest target) =>
        target.Type.Version == "v1" && target.Name is null && Kinds.Any(kind => kind.Group == target.Type.Group && kind.Plural == target.Type.Plural);

    public async Task HandleAsync(HttpContext context, ResourceRequest target)
    {
        if (context.Request.Method != "POST")
        {
            throw Failure.MethodNotAllowed();
        }

        var kind = Kinds.First(kind => kind.Plural == target.Type.Plural).Kind;
        var review = await context.Request.ObjectAsync(kind, context.RequestAborted);
        review["kind"] = kind;
        review["apiVersion"] = $"{target.Type.Group}/v1";
        review.Ensure("metadata");
        review["status"] = kind switch
        {
            "TokenReview" => Token(review["spec"].String("token")),
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = Administrator() },
            "SelfSubjectRulesReview" => new JsonObject
            {
                ["resourceRules"] = new JsonArray(Rule("apiGroups", "resources")),
                ["nonResourceRules"] = new JsonArray(Rule("nonResourceURLs")),
                ["incomplete"] = false,
            },
            _ => new JsonObject { ["allowed"] = true },
        };
        await context.WriteAsync(201, review);
    }

    private static JsonObject Administrator() => new()
    {
        ["username"] = "kubernetes-admin",
        ["groups"] = new JsonArray("system:masters", "system:authenticated"),
    };

    private static JsonObject Rule(params string[] members)
    {
        var rule = new JsonObject { ["verbs"] = new JsonArray("*") };
        foreach (var member in members)
        {
            rule[member] = new JsonArray("*");
        }

        return rule;
    }

    private JsonObject Token(string? asked) => asked == token
        ? new() { ["authenticated"] = true, ["user"] = Administrator() }
        : new() { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
}
