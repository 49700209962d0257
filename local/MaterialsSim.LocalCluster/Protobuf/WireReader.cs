using System.Text;

namespace MaterialsSim.LocalCluster.Protobuf;

/// <summary>Reads the protobuf wire format: varints and length-delimited fields, which is all that these messages use.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next field's number; its value is what the other methods read next.</summary>
    public int Field(out int wireType)
    {
        var tag = Varint();
        wireType = (int)(tag & 7);
        return (int)(tag >> 3);
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw new FormatException("protobuf: unexpected end");
            }

            var part = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }

        throw new FormatException("protobuf: a number that is too long");
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)_rest.Length)
        {
            throw new FormatException("protobuf: a field that is longer than the message");
        }

        var content = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return content;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case 0:
                Varint();
                break;
            case 1 or 5:
                var width = wireType == 1 ? 8 : 4;
                _rest = _rest.Length >= width ? _rest[width..] : throw new FormatException("protobuf: unexpected end");
                break;
            case 2:
                Bytes();
                break;
            default:
                throw new FormatException($"protobuf: wire type {wireType}");
        }
    }
}
