using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MaterialsSim.CrdGen;

/// <summary>The summaries of an assembly's XML documentation, which lies beside it.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, string> _summaries;

    public XmlDocs(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        _summaries = XDocument.Load(path).Descendants("member")
            .Where(m => m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => Text(m.Element("summary")!), StringComparer.Ordinal);
    }

    /// <summary>What the property's documentation says, as one line.</summary>
    public string Of(PropertyInfo property) => Find($"P:{property.DeclaringType!.FullName}.{property.Name}");

    /// <summary>What the type's documentation says, as one line.</summary>
    public string Of(Type type) => Find($"T:{type.FullName}");

    private string Find(string member) =>
        _summaries.TryGetValue(member, out var text) ? text : throw new InvalidOperationException($"{member} has no summary: it would have no description.");

    private static string Text(XElement summary) =>
        Spaces().Replace(string.Concat(summary.DescendantNodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
            _ => "",
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
