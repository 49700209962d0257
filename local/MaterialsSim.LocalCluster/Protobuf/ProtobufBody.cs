namespace MaterialsSim.LocalCluster.Protobuf;

/// <summary>Bodies in the protobuf encoding that Go clients use for built-in kinds.</summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";
}
