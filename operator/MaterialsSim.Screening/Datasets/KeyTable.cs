using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Numbers the keys of JSON rows. Rows of one file mostly have the same keys in the same order, so the key that followed last time is tried first.
/// </summary>
internal sealed class KeyTable
{
    private readonly List<byte[]> _keys = [];
    private readonly List<bool> _seen = [];
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _index =
        new Dictionary<byte[], int>(BytesComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Keys known, whether seen in a row or only asked for.</summary>
    public int Count => _keys.Count;

    /// <summary>The keys seen in rows, sorted.</summary>
    public IReadOnlyList<string> Seen =>
        [.. _keys.Where((_, key) => _seen[key]).Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal)];

    /// <summary>Number of a key that a caller asks for.</summary>
    public int Register(string key) => Add(Encoding.UTF8.GetBytes(key));

    /// <summary>Number of a row's key; <paramref name="expected"/> is a guess.</summary>
    public int Resolve(ReadOnlySpan<byte> key, int expected)
    {
        var number = expected < _keys.Count && key.SequenceEqual(_keys[expected]) ? expected : Add(key);
        _seen[number] = true;
        return number;
    }

    private int Add(ReadOnlySpan<byte> key)
    {
        if (!_index.TryGetValue(key, out var number))
        {
            number = _keys.Count;
            _keys.Add(key.ToArray());
            _seen.Add(false);
            _index[key] = number;
        }

        return number;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
