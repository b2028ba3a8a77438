using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class SqliteAnswerFeedbackTests : AnswerFeedbackContract<SqliteStores>;

public sealed class SqliteAttachmentsTests : AttachmentsContract<SqliteStores>;

public sealed class SqliteChatIndexesTests : ChatIndexesContract<SqliteStores>;

public sealed class SqliteChatsTests : ChatsContract<SqliteStores>;

public sealed class SqliteDirectoriesTests : DirectoriesContract<SqliteStores>;

public sealed class SqliteDirectoryFileChangesTests : DirectoryFileChangesContract<SqliteStores>;

public sealed class SqliteDirectoryFilesTests : DirectoryFilesContract<SqliteStores>;

public sealed class SqliteFilesTests : FilesContract<SqliteStores>;

public sealed class SqliteGenerationCheckTests : GenerationCheckContract<SqliteStores>;

public sealed class SqliteGenerationsTests : GenerationsContract<SqliteStores>;

public sealed class SqliteIndexAttachmentsTests : IndexAttachmentsContract<SqliteStores>;

public sealed class SqliteIndexBoxesTests : IndexBoxesContract<SqliteStores>;

public sealed class SqliteIndexSnapshotsTests : IndexSnapshotsContract<SqliteStores>;

public sealed class SqliteIndexTextTests : IndexTextContract<SqliteStores>;

public sealed class SqliteIndexesTests : IndexesContract<SqliteStores>;

public sealed class SqliteKeysTests : KeysContract<SqliteStores>;

public sealed class SqliteMirrorsTests : MirrorsContract<SqliteStores>;

public sealed class SqliteOwnersTests : OwnersContract<SqliteStores>;

public sealed class SqliteProjectsTests : ProjectsContract<SqliteStores>;

public sealed class SqliteSecretsTests : SecretsContract<SqliteStores>;

public sealed class SqliteSessionForkTests : SessionForkContract<SqliteStores>;

public sealed class SqliteSessionSearchTests : SessionSearchContract<SqliteStores>;

public sealed class SqliteSessionsTests : SessionsContract<SqliteStores>;

public sealed class SqliteStorageUseTests : StorageUseContract<SqliteStores>;

public sealed class SqliteStoreCopyTests : StoreCopyContract<SqliteStores>;

public sealed class SqliteStoreHealthTests : StoreHealthContract<SqliteStores>;

public sealed class SqliteSyncJobsTests : SyncJobsContract<SqliteStores>;

public sealed class SqliteSyncLeasesTests : SyncLeasesContract<SqliteStores>;

public sealed class SqliteTenancyTests : TenancyContract<SqliteStores>;

public sealed class SqliteTurnLeasesTests : TurnLeasesContract<SqliteStores>;

public sealed class SqliteTurnLogTests : TurnLogContract<SqliteStores>;

public sealed class SqliteTurnStartTests : TurnStartContract<SqliteStores>;

public sealed class SqliteUsageLedgerTests : UsageLedgerContract<SqliteStores>;
