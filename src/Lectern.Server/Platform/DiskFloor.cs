using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform;

/// <summary>What stays free of the disk that the data lies on: below it nothing large is stored. Thread-safe.</summary>
internal sealed class DiskFloor(DataFolder data, CrowdLimits limits)
{
    private const long Default = 1024L * 1024 * 1024;

    /// <summary>Of a small disk, this part of it.</summary>
    private const int DefaultPart = 20;

    private readonly DriveInfo drive = new(data.Root);

    /// <exception cref="NoRoomException">The disk has no more free than is to stay free.</exception>
    public void Check()
    {
        if (Problem is { } problem)
            throw new NoRoomException(problem);
    }

    /// <summary>A sentence while the disk is below the floor; null otherwise.</summary>
    public string? Problem
    {
        get
        {
            var floor = limits.FreeDiskBytes ?? Math.Min(Default, drive.TotalSize / DefaultPart);
            return drive.AvailableFreeSpace < floor
                ? $"The server's disk has less than the {floor:N0} bytes free that are to stay free (LECTERN_MIN_FREE_BYTES); "
                    + "nothing was stored. Make room."
                : null;
        }
    }
}
