namespace MaterialsSim.Screening.Results;

/// <summary>What a row holds for a property.</summary>
internal enum SlotKind : byte
{
    /// <summary>Nothing, or null.</summary>
    Absent,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A number beyond the range of a double, or one of the texts NaN, Infinity and -Infinity.</summary>
    NotFinite,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>An array, or an object that is not a value with its uncertainty.</summary>
    Structure,

    /// <summary>The name occurs more than once.</summary>
    Twice,
}
