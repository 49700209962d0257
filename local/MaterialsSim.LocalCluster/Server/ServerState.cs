using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>What a cluster on a folder keeps beside its objects, so that kubeconfigs outlive a restart: token, port, kubeconfig.</summary>
internal static class ServerState
{
    public static string Token(string? folder)
    {
        var fresh = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
        if (folder is null)
        {
            return fresh;
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "token");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: 64 } kept)
        {
            return kept;
        }

        SecretFile.Write(path, Encoding.ASCII.GetBytes(fresh));
        return fresh;
    }

    /// <summary>The port of the last start, 0 when there was none.</summary>
    public static int Port(string? folder)
    {
        var path = folder is null ? null : Path.Combine(folder, "port");
        return path is not null && File.Exists(path) && int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : 0;
    }

    /// <returns>Path of the kubeconfig, null without a folder.</returns>
    public static string? Save(string? folder, int port, string kubeconfig)
    {
        if (folder is null)
        {
            return null;
        }

        File.WriteAllText(Path.Combine(folder, "port"), port.ToString(CultureInfo.InvariantCulture));
        var path = Path.Combine(folder, "kubeconfig");
        SecretFile.Write(path, Encoding.UTF8.GetBytes(kubeconfig));
        return path;
    }
}
