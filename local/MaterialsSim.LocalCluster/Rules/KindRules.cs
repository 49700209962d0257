using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>What a kind adds to the rules that hold for all objects. The base adds nothing.</summary>
internal class KindRules
{
    public static readonly KindRules None = new();

    /// <summary>The kind counts generations of its desired state.</summary>
    public virtual bool HasGeneration => false;

    /// <summary>A PUT may leave resourceVersion out.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>Names must be DNS labels instead of subdomains.</summary>
    public virtual NameStyle Names => NameStyle.Subdomain;

    /// <summary>Fills in what the user left out. Runs on every write before validation.</summary>
    public virtual void Default(JsonObject value, JsonObject? old)
    {
    }

    /// <summary>Sets what only the server decides, on creation.</summary>
    public virtual void PrepareForCreate(JsonObject value, DateTimeOffset now)
    {
    }

    /// <summary>Resets what an update may not touch.</summary>
    public virtual void PrepareForUpdate(JsonObject value, JsonObject old)
    {
    }

    public virtual void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
    }

    /// <summary>What is wrong with a new object (<paramref name="old"/> null) or with an update.</summary>
    public virtual IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old) => [];

    public virtual IEnumerable<FieldError> ValidateStatus(JsonObject value, JsonObject old) => [];

    /// <summary>Seconds that an object may take to end, given what the deleter asked for; 0 deletes at once.</summary>
    public virtual long GracePeriodSeconds(JsonObject value, long? requested) => 0;

    /// <summary>The kind ends in steps of its own after deletionTimestamp was set (namespaces).</summary>
    public virtual bool DeletesLater(JsonObject value) => false;

    /// <summary>Changes that go with being marked for deletion.</summary>
    public virtual void PrepareForDelete(JsonObject value)
    {
    }

    /// <summary>DELETE answers with the object instead of a Status.</summary>
    public virtual bool DeleteReturnsObject => false;

    /// <summary>Propagation when the deleter names none: Background, except for old kinds that orphan.</summary>
    public virtual string DefaultPropagation => "Background";
}
