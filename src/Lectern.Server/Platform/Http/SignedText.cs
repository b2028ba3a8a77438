using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Texts that clients carry and cannot alter, in the form of an address: the beginning of an HMAC-SHA256, then the text. What a
/// text is signed for is signed with it: for anything else it is not valid.
/// </summary>
/// <param name="purpose">Ends with U+0000, so that no purpose begins with another.</param>
/// <param name="signatureBytes">At most 32.</param>
internal readonly struct SignedText(SigningKey key, string purpose, int signatureBytes)
{
    /// <summary>A text may hold a name of 3,000 characters.</summary>
    private const int MaxToken = 24 * 1024;

    public string Sign(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return Base64Url.EncodeToString([.. Signature(payload), .. payload]);
    }

    /// <returns>What was signed, or null.</returns>
    public string? Verify(string token)
    {
        if (token.Length > MaxToken || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);

        // A second spelling of the same bytes (unused trailing bits) is an altered token too.
        if (bytes.Length < signatureBytes || Base64Url.EncodeToString(bytes) != token)
            return null;
        var payload = bytes.AsSpan(signatureBytes);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, signatureBytes), Signature(payload))
            ? Encoding.UTF8.GetString(payload)
            : null;
    }

    private ReadOnlySpan<byte> Signature(ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(key.Bytes, [.. Encoding.UTF8.GetBytes(purpose), .. payload]).AsSpan(0, signatureBytes);
}
