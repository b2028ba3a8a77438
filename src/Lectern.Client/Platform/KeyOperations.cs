using System.Diagnostics.CodeAnalysis;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>A project's keys. Every call needs an admin key: another gets <see cref="LecternPermissionException"/>.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads differ in what they require: a name, or a request.")]
public class KeyOperations
{
    private const string Keys = "/api/v1/keys";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected KeyOperations() => api = null!;

    internal KeyOperations(ApiTransport api) => this.api = api;

    /// <summary>Makes a key; the answer alone has it (<see cref="KeyResponse.Key"/>).</summary>
    /// <param name="name">1 to 100 characters, for people.</param>
    /// <param name="isAdmin">It may make and revoke keys itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<KeyResponse> CreateAsync(
        string name, bool isAdmin = false, CancellationToken cancellationToken = default) =>
        CreateAsync(new KeyCreateRequest(name, isAdmin), cancellationToken);

    /// <summary>Makes a key with any rights; the answer alone has it.</summary>
    public virtual Task<KeyResponse> CreateAsync(KeyCreateRequest request, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Post(Keys).WithJson(request, ClientJson.Wire.KeyCreateRequest),
            ClientJson.Wire.KeyResponse,
            cancellationToken);

    /// <summary>Every key of the project, newest first.</summary>
    /// <param name="pageSize">Keys fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<KeyResponse> ListAsync(int? pageSize = null) => new((token, cancellationToken) => api.SendAsync(
        ApiRequest.Get(
            Keys,
            new() { { "page_size", pageSize }, { "page_token", token } }), ClientJson.Wire.PageKeyResponse, cancellationToken));

    /// <summary>Revokes a key: from now on it is unknown. 409 for the server's own first one.</summary>
    public virtual Task RevokeAsync(string keyId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete($"{Keys}/{Uri.EscapeDataString(keyId)}"), cancellationToken);
}
