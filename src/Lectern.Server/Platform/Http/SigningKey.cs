namespace Lectern.Server.Platform.Http;

/// <summary>The secret behind page tokens and presigned URLs; made once and kept in the store.</summary>
internal sealed class SigningKey(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
}
