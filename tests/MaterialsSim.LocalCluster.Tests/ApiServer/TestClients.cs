using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Tests.ApiServer;

/// <summary>Clients of a cluster under test.</summary>
internal static class TestClients
{
    public static HttpClient Http(LocalClusterHost host)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(Authority(host)));
        var client = new HttpClient(handler) { BaseAddress = host.BaseUri };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Token);
        return client;
    }

    private static byte[] Authority(LocalClusterHost host)
    {
        var line = host.Kubeconfig.Split('\n').Single(line => line.Contains("certificate-authority-data:", StringComparison.Ordinal));
        var pem = Encoding.ASCII.GetString(Convert.FromBase64String(line.Split(':')[1].Trim()));
        return Convert.FromBase64String(string.Concat(pem.Split('\n').Where(part => !part.StartsWith('-'))));
    }

    /// <summary>Waits until a CRD is established.</summary>
    public static async Task WaitForCrdAsync(this LocalClusterHost host, string name, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        var type = new ResourceType("apiextensions.k8s.io", "v1", "customresourcedefinitions");
        var list = await host.Client.ListAsync(type, null, null, timeout.Token);
        bool IsReady(System.Text.Json.Nodes.JsonObject item) =>
            (string?)item["metadata"]!["name"] == name && item["status"]!["conditions"] is not null;
        if (list.Items.Any(IsReady))
        {
            return;
        }

        await foreach (var change in host.Client.WatchAsync(type, null, list.ResourceVersion, timeout.Token))
        {
            if (IsReady(change.Object))
            {
                return;
            }
        }

        throw new TimeoutException($"CRD {name} was not established in time");
    }
}
