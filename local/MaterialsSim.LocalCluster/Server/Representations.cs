using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>Reads the <c>Accept</c> header: clauses in the client's order, the first that is served wins.</summary>
internal static class Representations
{
    public static Representation Of(HttpRequest request)
    {
        foreach (var clause in request.Headers.Accept.SelectMany(line => (line ?? "").Split(',')))
        {
            var parts = clause.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*"))
            {
                continue;
            }

            var asForm = parts.FirstOrDefault(part => part.StartsWith("as=", StringComparison.Ordinal))?[3..];
            var version = parts.FirstOrDefault(part => part.StartsWith("v=", StringComparison.Ordinal))?[2..] ?? "v1";
            switch (asForm)
            {
                case null:
                    return Representation.Plain;
                case "Table" when version is "v1" or "v1beta1":
                    return Representation.Table;
                case "PartialObjectMetadata" or "PartialObjectMetadataList" when version is "v1" or "v1beta1":
                    return Representation.PartialMetadata;
                default:
                    continue;
            }
        }

        return Representation.Plain;
    }
}
