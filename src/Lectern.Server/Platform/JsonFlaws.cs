using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Lectern.Server.Platform;

/// <summary>
/// Finds what is wrong with JSON that is well-formed but cannot be kept and sent again; reads it once. Thread-safe.
/// </summary>
internal static class JsonFlaws
{
    /// <summary>What a text may not be, as a validation error says it.</summary>
    public const string NotText = "Input should be Unicode text: UTF-8, no half of a surrogate pair, no U+0000";

    private const int EscapeBytes = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static FreeJsonException? First(ReadOnlySpan<byte> json, int maxLevels)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxLevels + 1 });
        var place = new JsonPlace();
        while (reader.Read())
        {
            place.Move(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxLevels)
                return TooDeep(place.Beginning(json));
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(ref reader))
                return new FreeJsonException("string_unicode", NotText, place.Of(json));
            if (reader.TokenType is JsonTokenType.Number && !double.IsFinite(reader.GetDouble()))
                return new FreeJsonException("finite_number", "Input should be a number that a double can hold", place.Of(json));
        }

        return null;
    }

    private static FreeJsonException TooDeep(IReadOnlyList<object> place) =>
        new("too_deep", $"Input should have at most {FreeJson.MaxLevels} levels", place);

    /// <summary>Puts U+FFFD in the place of each escape that stands for no character.</summary>
    public static void Mend(Span<byte> json)
    {
        for (var at = NextFlaw(json, 0); at >= 0; at = NextFlaw(json, at + EscapeBytes))
            Replacement.CopyTo(json[at..]);
    }

    private static bool IsText(ref Utf8JsonReader reader) =>
        Utf8.IsValid(reader.ValueSpan) && (!reader.ValueIsEscaped || NextFlaw(reader.ValueSpan, 0) < 0);

    /// <returns>Where the next <c>\u</c> of U+0000, or of half a surrogate pair alone, stands; -1 for none.</returns>
    private static int NextFlaw(ReadOnlySpan<byte> json, int from)
    {
        while (from < json.Length && json[from..].IndexOf((byte)'\\') is >= 0 and var ahead)
        {
            from += ahead;
            if (Unit(json, from) is not { } unit)
            {
                from += 2;
                continue;
            }

            var isPair = char.IsHighSurrogate(unit) && Unit(json, from + EscapeBytes) is { } low && char.IsLowSurrogate(low);
            if (unit == 0 || (char.IsSurrogate(unit) && !isPair))
                return from;
            from += isPair ? 2 * EscapeBytes : EscapeBytes;
        }

        return -1;
    }

    /// <summary>The code unit of the <c>\uXXXX</c> that stands at an offset; null when none does.</summary>
    private static char? Unit(ReadOnlySpan<byte> json, int at) =>
        at + EscapeBytes <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out _, 'x')
            ? (char)unit
            : null;
}
