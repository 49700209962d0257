using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Finds the folder that stands for an image.</summary>
internal sealed class ImageCatalog(IReadOnlyList<ImageFolder> folders)
{
    private const string Descriptor = "image.json";

    private readonly FolderDigest _digests = new();

    /// <summary>The image, or null when no folder stands for it.</summary>
    /// <exception cref="ContainerConfigException">The folder is not there, or its image.json cannot be read.</exception>
    public Image? Find(string reference)
    {
        var repository = Repository(reference);
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        var found = folders.FirstOrDefault(folder => FileSystemName.MatchesSimpleExpression(folder.Name, name, ignoreCase: false));
        if (found is null)
        {
            return null;
        }

        if (!Directory.Exists(found.HostFolder))
        {
            throw new ContainerConfigException("ErrImagePull", $"the folder {found.HostFolder} that stands for image \"{reference}\" does not exist");
        }

        var described = Describe(found.HostFolder);
        var environment = (described.Object("env") ?? [])
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.AsString() ?? ""))
            .Concat(found.Environment ?? new Dictionary<string, string>());
        return new Image(
            Path.GetFullPath(found.HostFolder),
            found.Root ?? described.String("root") ?? $"/{name}",
            found.Entrypoint ?? [.. (described.Array("entrypoint") ?? []).Select(part => part.AsString() ?? "")],
            environment.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            $"{repository}@sha256:{_digests.Of(found.HostFolder)}");
    }

    /// <summary>The reference without tag and digest (distribution/reference: a colon after the last slash begins the tag).</summary>
    private static string Repository(string reference)
    {
        var digest = reference.IndexOf('@');
        var name = digest < 0 ? reference : reference[..digest];
        var tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }

    private static JsonNode? Describe(string folder)
    {
        var path = Path.Combine(folder, Descriptor);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path));
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ContainerConfigException("ErrImagePull", $"{path} cannot be read: {unreadable.Message}");
        }
    }
}
