using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Storage;

/// <summary>One version of an object. Immutable: the tree is never changed after it was stored, the bytes are its JSON.</summary>
internal sealed class StoredObject
{
    public StoredObject(string key, JsonObject value, long revision)
        : this(key, value, revision, value.ToUtf8())
    {
    }

    public StoredObject(string key, JsonObject value, long revision, byte[] json)
    {
        Key = key;
        Value = value;
        Revision = revision;
        Json = json;
        Uid = value.Uid();
    }

    public string Key { get; }

    public JsonObject Value { get; }

    public long Revision { get; }

    public byte[] Json { get; }

    public string Uid { get; }
}
