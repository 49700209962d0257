namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>
/// Turns paths of a container into the host's. The rule: a text that equals a mapped path, or begins with it and a slash, has that part replaced; the
/// longest mapped path wins; everything else stays as it is, also paths in the middle of a text or of a PATH-like list. Applied to the working folder,
/// to each element of command and args, and to the values of environment variables.
/// </summary>
internal sealed class PathMap(IEnumerable<(string Container, string Host)> paths)
{
    private readonly (string Container, string Host)[] _paths =
        [.. paths.Select(path => (path.Container.Length > 1 ? path.Container.TrimEnd('/') : path.Container, path.Host)).OrderByDescending(path => path.Item1.Length)];

    public string Map(string text)
    {
        foreach (var (container, host) in _paths)
        {
            if (text.StartsWith(container, StringComparison.Ordinal) && (text.Length == container.Length || text[container.Length] == '/'))
            {
                return host + text[container.Length..];
            }
        }

        return text;
    }
}
