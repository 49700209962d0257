namespace MaterialsSim.LocalCluster.Protobuf;

/// <summary>
/// The messages that Go clients send in protobuf for built-in kinds, with the field numbers of the <c>generated.proto</c> files of k8s.io/api and
/// apimachinery: number, name, type. Kinds that are not here have to be sent as JSON or YAML.
/// </summary>
internal static class Messages
{
    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["ObjectMeta"] = "1 name string; 2 generateName string; 3 namespace string; 5 uid string; 6 resourceVersion string; 7 generation int; 8 creationTimestamp time; 9 deletionTimestamp time; 10 deletionGracePeriodSeconds int; 11 labels {string}; 12 annotations {string}; 13 ownerReferences [OwnerReference]; 14 finalizers [string]",
        ["OwnerReference"] = "1 kind string; 3 name string; 4 uid string; 5 apiVersion string; 6 controller bool; 7 blockOwnerDeletion bool",
        ["Secret"] = "1 metadata ObjectMeta; 2 data {bytes}; 3 type string; 4 stringData {string}; 5 immutable bool",
        ["ConfigMap"] = "1 metadata ObjectMeta; 2 data {string}; 3 binaryData {bytes}; 4 immutable bool",
        ["Namespace"] = "1 metadata ObjectMeta; 2 spec NamespaceSpec",
        ["NamespaceSpec"] = "1 finalizers [string]",
        ["ServiceAccount"] = "1 metadata ObjectMeta; 2 secrets [ObjectReference]; 3 imagePullSecrets [LocalObjectReference]; 4 automountServiceAccountToken bool",
        ["ObjectReference"] = "1 kind string; 2 namespace string; 3 name string; 4 uid string; 5 apiVersion string; 6 resourceVersion string; 7 fieldPath string",
        ["LocalObjectReference"] = "1 name string",
        ["Role"] = "1 metadata ObjectMeta; 2 rules [PolicyRule]",
        ["ClusterRole"] = "1 metadata ObjectMeta; 2 rules [PolicyRule]",
        ["PolicyRule"] = "1 verbs [string]; 2 apiGroups [string]; 3 resources [string]; 4 resourceNames [string]; 5 nonResourceURLs [string]",
        ["RoleBinding"] = "1 metadata ObjectMeta; 2 subjects [Subject]; 3 roleRef RoleRef",
        ["ClusterRoleBinding"] = "1 metadata ObjectMeta; 2 subjects [Subject]; 3 roleRef RoleRef",
        ["Subject"] = "1 kind string; 2 apiGroup string; 3 name string; 4 namespace string",
        ["RoleRef"] = "1 apiGroup string; 2 kind string; 3 name string",
        ["Lease"] = "1 metadata ObjectMeta; 2 spec LeaseSpec",
        ["LeaseSpec"] = "1 holderIdentity string; 2 leaseDurationSeconds int; 3 acquireTime microtime; 4 renewTime microtime; 5 leaseTransitions int",
        ["SelfSubjectAccessReview"] = "1 metadata ObjectMeta; 2 spec AccessReviewSpec",
        ["AccessReviewSpec"] = "1 resourceAttributes ResourceAttributes; 2 nonResourceAttributes NonResourceAttributes",
        ["ResourceAttributes"] = "1 namespace string; 2 verb string; 3 group string; 4 version string; 5 resource string; 6 subresource string; 7 name string",
        ["NonResourceAttributes"] = "1 path string; 2 verb string",
        ["SelfSubjectRulesReview"] = "1 metadata ObjectMeta; 2 spec RulesReviewSpec",
        ["RulesReviewSpec"] = "1 namespace string",
        ["SelfSubjectReview"] = "1 metadata ObjectMeta",
        ["TokenReview"] = "1 metadata ObjectMeta; 2 spec TokenReviewSpec",
        ["TokenReviewSpec"] = "1 token string; 2 audiences [string]",
        ["Eviction"] = "1 metadata ObjectMeta; 2 deleteOptions DeleteOptions",
        ["DeleteOptions"] = "1 gracePeriodSeconds int; 2 preconditions Preconditions; 3 orphanDependents bool; 4 propagationPolicy string; 5 dryRun [string]",
        ["Preconditions"] = "1 uid string; 2 resourceVersion string",
    };

    /// <summary>Fields of a message by number, or null when it is not known.</summary>
    public static IReadOnlyDictionary<int, (string Name, string Type)>? Find(string message) => Parsed.Value.GetValueOrDefault(message);

    private static readonly Lazy<Dictionary<string, Dictionary<int, (string Name, string Type)>>> Parsed = new(() => Lines.ToDictionary(
        line => line.Key,
        line => line.Value.Split("; ").Select(field => field.Split(' ')).ToDictionary(
            field => int.Parse(field[0], System.Globalization.CultureInfo.InvariantCulture), field => (field[1], field[2]))));
}
