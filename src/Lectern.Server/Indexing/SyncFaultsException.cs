namespace Lectern.Server.Indexing;

/// <summary>Several syncs broke off at once. Its message says each reason once; the faults are inside it, for the log.</summary>
internal sealed class SyncFaultsException(IReadOnlyCollection<Exception> faults) : Exception(
    string.Join(" ", faults.Select(f => f.Message).Distinct(StringComparer.Ordinal).Take(MostReasons)),
    new AggregateException(faults))
{
    /// <summary>A person reads them; the log has all.</summary>
    private const int MostReasons = 3;
}
