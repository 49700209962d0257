using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>
/// The server's self-signed certificate. TLS is not for secrecy on loopback: kubectl and client-go send bearer tokens over TLS only.
/// </summary>
internal static class TlsIdentity
{
    private const string FileName = "server.pfx";

    /// <summary>The certificate kept in the folder while it is good for another month, else a new one.</summary>
    public static X509Certificate2 LoadOrCreate(string? folder, DateTimeOffset now)
    {
        var path = folder is null ? null : Path.Combine(folder, FileName);
        if (path is not null && File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, null, X509KeyStorageFlags.Exportable);
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(30))
            {
                return kept;
            }

            kept.Dispose();
        }

        var pfx = Create(now);
        if (path is not null)
        {
            SecretFile.Write(path, pfx);
        }

        return X509CertificateLoader.LoadPkcs12(pfx, null, X509KeyStorageFlags.Exportable);
    }

    private static byte[] Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=materialssim-local-cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(2));
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
