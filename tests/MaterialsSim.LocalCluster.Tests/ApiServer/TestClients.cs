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

    /// <summary>Waits until a list of objects looks as wanted; every change makes it look again.</summary>
    public static async Task WaitForAsync(
        this LocalClusterHost host, ResourceType type, Func<IReadOnlyList<System.Text.Json.Nodes.JsonObject>, bool> wanted, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        var list = await host.Client.ListAsync(type, null, null, timeout.Token);
        if (wanted(list.Items))
        {
            return;
        }

        await foreach (var _ in host.Client.WatchAsync(type, null, list.ResourceVersion, timeout.Token))
        {
            if (wanted((await host.Client.ListAsync(type, null, null, timeout.Token)).Items))
            {
                return;
            }
        }

        throw new TimeoutException($"{type.Plural} did not become what the test waits for");
    }

    /// <summary>Waits until a CRD is established.</summary>
    public static Task WaitForCrdAsync(this LocalClusterHost host, string name, CancellationToken cancellationToken) =>
        host.WaitForAsync(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"), items => items.Any(item =>
            (string?)item["metadata"]!["name"] == name && item["status"]?["conditions"] is not null), cancellationToken);
}
