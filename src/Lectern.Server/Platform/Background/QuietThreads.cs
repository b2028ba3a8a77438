using System.Runtime.InteropServices;

namespace Lectern.Server.Platform.Background;

/// <summary>
/// Long work that nobody waits for at this moment, on threads of its own: the pool's stay free for requests and answers, which
/// the kernel lets run before them.
/// </summary>
internal static partial class QuietThreads
{
    /// <summary>
    /// Of 19. Other threads get ten times as much while they want it; with less of its own a thread would keep for too long what
    /// they wait for, a lock say.
    /// </summary>
    private const int Niceness = 10;

    /// <summary>Nanoseconds; there are no longer ones.</summary>
    private const ulong LongSlice = 100_000_000;

    /// <summary>Does some work on a thread of its own.</summary>
    public static Task RunAsync(Action work) => RunAsync(1, work, Start);

    /// <summary>Does some work for each number below a count, on a thread for each processor. The first fault ends it.</summary>
    public static Task ForAsync(int count, Action<int> work, CancellationToken cancellationToken)
    {
        var next = -1;
        return RunAsync(Math.Min(count, Environment.ProcessorCount), Work, Start);

        void Work()
        {
            try
            {
                for (var item = Interlocked.Increment(ref next); item < count; item = Interlocked.Increment(ref next))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    work(item);
                }
            }
            catch
            {
                Volatile.Write(ref next, count);
                throw;
            }
        }
    }

    /// <summary>
    /// A thread inherits the niceness of the one that makes it. So none of these ends the task, which may need another thread of
    /// the pool then: a thread that is as any other waits for them and does.
    /// </summary>
    /// <param name="start">Starts a thread, which the machine may refuse.</param>
    internal static Task RunAsync(int threads, Action work, Action<Thread> start)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Exception? fault = null;
        new Thread(RunAll) { IsBackground = true, Name = "quiet threads" }.Start();
        return ended.Task;

        void RunAll()
        {
            var running = new List<Thread>(threads);
            try
            {
                while (running.Count < threads)
                {
                    var thread = new Thread(Run) { IsBackground = true, Name = "quiet" };
                    start(thread);
                    running.Add(thread);
                }
            }
            catch (Exception e)
            {
                // It would end the server here. Those that were started do the work of all.
                if (running.Count == 0)
                    fault = e;
            }

            foreach (var thread in running)
                thread.Join();
            if (fault is null)
                ended.SetResult();
            else
                ended.SetException(fault);
        }

        void Run()
        {
            try
            {
                LetOthersFirst();
                work();
            }
            catch (Exception e)
            {
                // Whatever it is, it belongs to who waits for the work.
                Interlocked.CompareExchange(ref fault, e, null);
            }
        }
    }

    private static void Start(Thread thread) => thread.Start();

    /// <summary>For a thread that is not the pool's: it cannot be taken back.</summary>
    private static void LetOthersFirst()
    {
        // Linux has a niceness for each thread, and .NET does not set it.
        if (OperatingSystem.IsLinux())
            AskForLongSlices(AddNiceness(Niceness));
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    /// <summary>
    /// From Linux 6.12 on a thread that wakes interrupts one with longer slices than its own at once, and any other only when the
    /// clock ticks next. Earlier ones take no notice; where it is refused nothing is lost.
    /// </summary>
    private static void AskForLongSlices(int niceness)
    {
        nint number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => 0,
        };
        var scheduling = new Scheduling { Size = (uint)Marshal.SizeOf<Scheduling>(), Niceness = niceness, Slice = LongSlice };
        if (number != 0)
            _ = SetScheduling(number, 0, in scheduling, 0);
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddNiceness(int more);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetScheduling(nint number, nint thread, in Scheduling scheduling, nint flags);

    /// <summary>The kernel's <c>struct sched_attr</c>; a policy of 0 is the usual one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Scheduling
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Niceness;
        public uint Priority;
        public ulong Slice;
        public ulong Deadline;
        public ulong Period;
    }
}
