using Lectern.Server.Platform.Http;

namespace Lectern.Server.Platform;

/// <summary>Holds the signing key once it has been read from the store.</summary>
internal sealed class LoadedSigningKey
{
    private SigningKey? current;

    public SigningKey Current
    {
        get => current ?? throw new InvalidOperationException("The signing key is read before the first request.");
        set => current = value;
    }
}
