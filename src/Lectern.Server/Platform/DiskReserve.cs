using Lectern.Server.Platform.Background;

namespace Lectern.Server.Platform;

/// <summary>
/// A file that takes up room so that there is some left when the disk is full: a turn that runs then can still be given its
/// end. While it is away no turn begins; it comes back by itself once the disk has room again. Thread-safe.
/// </summary>
internal sealed class DiskReserve(DataFolder data, Supervisor supervisor, TimeProvider time)
    : SupervisedLoop("reserve", "Keeping room for the ends of turns", supervisor)
{
    private const int Bytes = 1024 * 1024;
    private static readonly TimeSpan Check = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly string path = Path.Combine(data.Root, "reserve");

    /// <summary>False from a release until there is room again.</summary>
    public bool IsKept { get; private set; } = true;

    /// <summary>Gives the room away, to what has to be written whatever happens.</summary>
    public void Release()
    {
        lock (gate)
        {
            IsKept = false;
            File.Delete(path);
        }
    }

    protected override Task PassAsync(CancellationToken stoppingToken)
    {
        Keep();
        return Task.CompletedTask;
    }

    protected override Task NextAsync(CancellationToken stoppingToken) => Task.Delay(Check, time, stoppingToken);

    private void Keep()
    {
        lock (gate)
        {
            if (IsKept && File.Exists(path))
                return;
            try
            {
                File.WriteAllBytes(path, new byte[Bytes]);
                IsKept = true;
            }
            catch (IOException)
            {
                // Still full. What was written of it must not take the room from a turn's end.
                File.Delete(path);
            }
        }
    }
}
