namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Which names a kind accepts.</summary>
internal enum NameStyle
{
    /// <summary>RFC 1123 subdomain, at most 253 characters.</summary>
    Subdomain,

    /// <summary>RFC 1123 label, at most 63 characters.</summary>
    Label,

    /// <summary>Any path segment (rbac kinds).</summary>
    PathSegment,
}
