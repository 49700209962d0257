using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>Where an objective or constraint takes its number from, and what it says when there is none.</summary>
internal sealed class RankedValue
{
    private readonly PropertyReference _reference;
    private readonly int _slot;
    private readonly int _inputOfSameName;
    private readonly (string, string) _ambiguous;
    private readonly (string, string) _missing;
    private readonly (string, string) _notFinite;
    private readonly (string, string) _twice;

    public RankedValue(string property, NameTable inputs, NameTable outputs)
    {
        _reference = PropertyReference.Parse(property);
        var names = _reference.IsInput ? inputs : outputs;
        _slot = names.IndexOf(_reference.Name);
        _inputOfSameName = _reference.IsInput ? -1 : inputs.IndexOf(_reference.Name);

        var side = _reference.IsInput ? "input" : "result";
        _ambiguous = (FailureReason.AmbiguousProperty, $"Property '{property}' is in the input and in the result; write input.{property} for the former.");
        _missing = (FailureReason.MissingProperty, $"The {side} has no number for property '{_reference.Name}'.");
        _notFinite = (FailureReason.NotFinite, $"Property '{_reference.Name}' of the {side} is not a finite number.");
        _twice = (FailureReason.Malformed, $"Property '{_reference.Name}' is in the {side} more than once.");
    }

    /// <summary>The name in the kernel's output; null for an input property.</summary>
    public string? Output => _reference.IsInput ? null : _reference.Name;

    /// <summary>The number, or the failure's reason and message.</summary>
    public bool TryGet(
        ReadOnlySpan<PropertySlot> inputs, ReadOnlySpan<PropertySlot> outputs, out double value, out (string Reason, string Message) failure)
    {
        ref readonly var slot = ref (_reference.IsInput ? inputs : outputs)[_slot];
        value = slot.Number;
        failure = default;
        if (_inputOfSameName >= 0 && slot.Kind != SlotKind.Absent && inputs[_inputOfSameName].Kind != SlotKind.Absent)
        {
            failure = _ambiguous;
        }
        else if (slot.Kind != SlotKind.Number)
        {
            failure = slot.Kind switch
            {
                SlotKind.NotFinite => _notFinite,
                SlotKind.Twice => _twice,
                _ => _missing,
            };
        }

        return failure.Reason is null;
    }
}
