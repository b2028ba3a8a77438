using Lectern.Tests.Storage.Contract;
using Lectern.Tests.Storage.Sqlite;

namespace Lectern.Tests.Storage.Disk;

/// <summary>The objects of a data folder, whichever database is beside them.</summary>
public sealed class DiskBlobsTests : BlobsContract<SqliteStores>;
