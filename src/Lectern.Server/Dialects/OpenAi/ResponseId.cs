using System.Globalization;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>A response is a turn: its id names the session and the number of the turn's first event.</summary>
internal sealed record ResponseId(string SessionId, long FirstSequence)
{
    private const string Prefix = "resp_";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{SessionId}_{FirstSequence}");

    /// <exception cref="ApiException">404: no kept response has such an id.</exception>
    public static ResponseId Of(string text) => Parse(text) ?? throw ApiException.NotFound(
        "Response", text, IsOfUnkept(text)
            ? "What is asked with store: false, instructions or earlier messages is not kept: send the conversation itself."
            : null);

    /// <summary>The id of a turn that no session has.</summary>
    private static bool IsOfUnkept(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(text.AsSpan(Prefix.Length), out _);

    /// <returns>Null for what is no id of a kept response.</returns>
    public static ResponseId? Parse(string text)
    {
        var cut = text.LastIndexOf('_');
        return text.StartsWith(Prefix, StringComparison.Ordinal) && cut > Prefix.Length
            && long.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new ResponseId(text[Prefix.Length..cut], first)
            : null;
    }
}
