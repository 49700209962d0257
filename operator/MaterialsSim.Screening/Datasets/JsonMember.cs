using System.Text.Json;

namespace MaterialsSim.Screening.Datasets;

/// <summary>Where a member of a JSON row lies in it. Key and text values are tokens with their quotes.</summary>
internal readonly record struct JsonMember(int KeyStart, int KeyLength, bool KeyEscaped, int Start, int Length, JsonTokenType Type, bool Escaped);
