namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Removes folders that containers have written to.</summary>
internal static class FolderRemoval
{
    private const int MaxAttempts = 5;

    /// <summary>Removes a folder with all in it, links as links. Something that is still being written to it may cost another round.</summary>
    public static void Remove(string folder)
    {
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException) when (attempt < MaxAttempts)
            {
                // A killed process group may have created a file between the listing and the removal.
            }
        }
    }
}
