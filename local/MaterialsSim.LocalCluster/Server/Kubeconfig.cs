namespace MaterialsSim.LocalCluster.Server;

/// <summary>The kubeconfig of a local cluster.</summary>
internal static class Kubeconfig
{
    public static string Text(Uri server, string token, string certificatePem) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: materialssim-local
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(certificatePem))}
        users:
        - name: materialssim-local
          user:
            token: {token}
        contexts:
        - name: materialssim-local
          context:
            cluster: materialssim-local
            user: materialssim-local
            namespace: default
        current-context: materialssim-local

        """;
}
