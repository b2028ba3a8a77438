using System.Globalization;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>What was used, how the server is set and how it is.</summary>
public class ServerOperations
{
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected ServerOperations() => api = null!;

    internal ServerOperations(ApiTransport api) => this.api = api;

    /// <summary>What the project's answers used, by day of UTC.</summary>
    /// <param name="from">First day; null: 29 days before the last.</param>
    /// <param name="to">Last day; null: today. At most 366 days.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<UsageResponse> GetUsageAsync(
        DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Get(
                "/api/v1/usage",
                new() { { "from", Day(from) }, { "to", Day(to) } }), ClientJson.Wire.UsageResponse, cancellationToken);

    /// <summary>How the server is set, without secrets, and its health. Needs an admin key.</summary>
    public virtual Task<SettingsResponse> GetSettingsAsync(CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get("/api/v1/settings"), ClientJson.Wire.SettingsResponse, cancellationToken);

    /// <summary>The models that a chat can choose, the server's own first. Not every server has it.</summary>
    public virtual async Task<IReadOnlyList<ChatModel>> GetModelsAsync(CancellationToken cancellationToken = default) =>
        (await api.SendAsync(ApiRequest.Get("/api/v1/models"), ClientJson.Wire.ChatModelList, cancellationToken)
            .ConfigureAwait(false)).Items;

    /// <summary>How the folder that the server follows stands; 404 where it follows none. Needs an admin key.</summary>
    public virtual Task<FollowedFolder> GetFolderAsync(CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get("/api/v1/folder"), ClientJson.Wire.FollowedFolder, cancellationToken);

    /// <summary>Says that the files which are missing in the followed folder, and wait, are gone. Needs an admin key.</summary>
    public virtual Task<FolderRemovals> RemoveMissingFilesAsync(CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Post("/api/v1/folder/removals"), ClientJson.Wire.FolderRemovals, cancellationToken);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
