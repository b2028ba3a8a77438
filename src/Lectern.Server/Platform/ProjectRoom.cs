using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform;

/// <summary>
/// How much more a project may store. What is on its way is reserved: what comes at once cannot pass the limit together.
/// Thread-safe.
/// </summary>
internal sealed class ProjectRoom(IStorageUse use, CrowdLimits limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> reserved = new(StringComparer.Ordinal);

    /// <summary>Bytes; 0 when there is no room.</summary>
    public long LeftOf(string projectId)
    {
        lock (gate)
            return Math.Max(0, limits.ProjectBytes - use.Of(projectId).Total - reserved.GetValueOrDefault(projectId));
    }

    /// <summary>Reserves room until it is disposed of: until what needs it is counted, or is not stored.</summary>
    /// <exception cref="NoRoomException">There is less.</exception>
    public IDisposable Reserve(string projectId, long bytes)
    {
        lock (gate)
        {
            if (bytes > LeftOf(projectId))
                throw Full();
            reserved[projectId] = reserved.GetValueOrDefault(projectId) + bytes;
        }

        return new Reservation(this, projectId, bytes);
    }

    /// <summary>Reserves what belongs to something that is stored already, though there may be less room.</summary>
    public IDisposable Expect(string projectId, long bytes)
    {
        lock (gate)
            reserved[projectId] = reserved.GetValueOrDefault(projectId) + bytes;
        return new Reservation(this, projectId, bytes);
    }

    /// <summary>The project is full, or would be.</summary>
    public NoRoomException Full() => new(
        $"The project may store {limits.ProjectBytes:N0} bytes of files, attachments and indexes (LECTERN_MAX_PROJECT_BYTES), "
        + "and this would be more. Delete files or indexes.");

    private sealed class Reservation(ProjectRoom room, string projectId, long bytes) : IDisposable
    {
        private bool isGivenBack;

        public void Dispose()
        {
            lock (room.gate)
            {
                if (isGivenBack)
                    return;
                isGivenBack = true;

                // One of nothing may outlast the others, and the entry with them.
                var left = room.reserved.GetValueOrDefault(projectId) - bytes;
                if (left == 0)
                    room.reserved.Remove(projectId);
                else
                    room.reserved[projectId] = left;
            }
        }
    }
}
