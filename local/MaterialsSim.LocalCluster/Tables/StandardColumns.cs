using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>Columns that many kinds share.</summary>
internal static class StandardColumns
{
    public static readonly Column Name = new("Name", "string", "name", "The object's name, unique among objects of its kind in its namespace.", 0, (value, _) => value.Name());

    /// <summary>Age of built-in kinds: a text.</summary>
    public static readonly Column Age = new("Age", "string", "", "Time since the object was created.", 0,
        (value, now) => Ages.Since(value["metadata"].String("creationTimestamp"), now));

    /// <summary>A CRD without printer columns shows the creation time as a date.</summary>
    public static readonly Column Created = new("Age", "date", "", "Time since the object was created.", 0,
        (value, now) => Ages.Since(value["metadata"].String("creationTimestamp"), now));

    public static readonly IReadOnlyList<Column> NameAndAge = [Name, Age];
}
