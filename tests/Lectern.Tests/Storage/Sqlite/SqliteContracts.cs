using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class SqliteIndexAttachmentsTests : IndexAttachmentsContract<SqliteStores>;

public sealed class SqliteIndexSnapshotsTests : IndexSnapshotsContract<SqliteStores>;

public sealed class SqliteSyncLeasesTests : SyncLeasesContract<SqliteStores>;
