using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.CrdGen.Tests.Cel;

/// <summary>
/// A little CEL, to hold the C# twins to the rules' own text: literals, lists, has(), field access, comparisons, !, &amp;&amp;, ||, size, all, filter,
/// contains, startsWith, endsWith. Anything else throws, so a rule beyond it fails its test. Semantics by the CEL specification (cel-spec, langdef.md).
/// </summary>
internal sealed partial class CelEvaluator
{
    private readonly List<string> _tokens;
    private readonly Dictionary<string, object?> _variables;
    private int _at;

    private CelEvaluator(List<string> tokens, int at, Dictionary<string, object?> variables) => (_tokens, _at, _variables) = (tokens, at, variables);

    public static bool Holds(string rule, JsonNode self)
    {
        var tokens = Token().Matches(rule).Select(m => m.Value).ToList();
        Assert.Equal(rule.Replace(" ", "", StringComparison.Ordinal), string.Concat(tokens).Replace(" ", "", StringComparison.Ordinal));
        var evaluator = new CelEvaluator(tokens, 0, new() { ["self"] = Value(self) });
        var result = evaluator.Or();
        Assert.Equal(tokens.Count, evaluator._at);
        return result is Exception error ? throw error : (bool)result!;
    }

    // An absent field is an error value; like CEL, || and && absorb an error on one side when the other side decides.
    private object? Or()
    {
        var left = And();
        while (Accept("||"))
        {
            var (l, r) = (left, And());
            left = l is true || r is true ? true : l is Exception ? l : r is Exception ? r : false;
        }

        return left;
    }

    private object? And()
    {
        var left = Comparison();
        while (Accept("&&"))
        {
            var (l, r) = (left, Comparison());
            left = l is false || r is false ? false : l is Exception ? l : r is Exception ? r : true;
        }

        return left;
    }

    private object? Comparison()
    {
        var left = Unary();
        if (_at < _tokens.Count && _tokens[_at] is "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            var op = _tokens[_at++];
            var right = Unary();
            if (left is Exception || right is Exception)
            {
                return left is Exception ? left : right;
            }

            return op switch
            {
                "==" => Equals(left, right),
                "!=" => !Equals(left, right),
                "<" => (double)left! < (double)right!,
                "<=" => (double)left! <= (double)right!,
                ">" => (double)left! > (double)right!,
                _ => (double)left! >= (double)right!,
            };
        }

        return left;
    }

    private object? Unary() => Accept("!") ? Unary() switch { bool b => !b, var other => other } : Postfix(Primary());

    private object? Primary()
    {
        var token = _tokens[_at++];
        if (token == "(")
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (token == "[")
        {
            var items = new List<object?>();
            do
            {
                items.Add(Or());
            }
            while (Accept(","));
            Expect("]");
            return items;
        }

        if (token is "has" or "size")
        {
            Expect("(");
            var argument = Or();
            Expect(")");
            return token == "has" ? argument is not Exception : Size(argument);
        }

        return token[0] == '\'' ? token[1..^1]
            : char.IsDigit(token[0]) ? double.Parse(token, CultureInfo.InvariantCulture)
            : _variables.TryGetValue(token, out var value) ? value
            : throw new NotSupportedException($"CEL token {token}");
    }

    private object? Postfix(object? value)
    {
        while (Accept("."))
        {
            var name = _tokens[_at++];
            if (!Accept("("))
            {
                value = value is JsonObject o && o[name] is { } child ? Value(child) : value as Exception ?? new KeyNotFoundException($"no such key: {name}");
                continue;
            }

            value = name is "all" or "filter" ? Macro(name, value) : Call(name, value);
            Expect(")");
        }

        return value;
    }

    private object? Call(string name, object? receiver)
    {
        if (name == "size")
        {
            return Size(receiver);
        }

        var argument = Or();
        return receiver is not string text ? receiver : name switch
        {
            "contains" => text.Contains((string)argument!, StringComparison.Ordinal),
            "startsWith" => text.StartsWith((string)argument!, StringComparison.Ordinal),
            "endsWith" => text.EndsWith((string)argument!, StringComparison.Ordinal),
            _ => throw new NotSupportedException($"CEL function {name}"),
        };
    }

    private object? Macro(string name, object? receiver)
    {
        var variable = _tokens[_at];
        _at += 2;
        var start = _at;
        var kept = new List<object?>();
        foreach (var item in (IEnumerable<object?>)receiver!)
        {
            var inner = new CelEvaluator(_tokens, start, new(_variables) { [variable] = item });
            if (inner.Or() is true)
            {
                kept.Add(item);
            }

            _at = inner._at;
        }

        object result = kept.Count == ((ICollection<object?>)receiver).Count;
        return name == "filter" ? kept : result;
    }

    private static double Size(object? value) => value is string text ? text.EnumerateRunes().Count() : ((ICollection<object?>)value!).Count;

    private static object? Value(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => node.AsArray().Select(i => Value(i!)).ToList(),
        _ => node,
    };

    private bool Accept(string token)
    {
        var found = _at < _tokens.Count && _tokens[_at] == token;
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(string token) => Assert.True(Accept(token), $"CEL: expected {token} before {string.Concat(_tokens.Skip(_at))}");

    [GeneratedRegex(@"'[^']*'|[0-9]+(\.[0-9]+)?|[A-Za-z_]\w*|\|\||&&|[!=<>]=|[!<>()\[\].,]")]
    private static partial Regex Token();
}
