namespace MaterialsSim.LocalCluster.Server;

/// <summary>The form in which a client wants objects.</summary>
internal enum Representation
{
    Plain,
    Table,
    PartialMetadata,
}
