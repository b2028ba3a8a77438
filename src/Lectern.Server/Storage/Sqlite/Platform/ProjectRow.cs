using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Platform;

internal sealed record ProjectRow(
    string Name, string Id, long CreatedAt, long UpdatedAt, string OrganizationId, long IsDefault)
{
    public const string Columns = "name, id, created_at, updated_at, organization_id, is_default";

    public Project ToProject() =>
        new(Name, Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), OrganizationId, IsDefault != 0);
}
