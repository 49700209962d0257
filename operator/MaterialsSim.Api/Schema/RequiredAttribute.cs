namespace MaterialsSim.Api.Schema;

/// <summary>
/// The API server refuses an object without this field. The C# property stays nullable or has an empty value all the same, so that one broken
/// stored object never fails a whole list.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
