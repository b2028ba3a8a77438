using System.Runtime.ExceptionServices;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What is known of all readers of pages.</summary>
internal static class PageReaders
{
    /// <summary>Whether a page was given up: what reads it cannot be stopped, and ends with the process.</summary>
    public static bool HasGivenUp { get; set; }
}

/// <summary>
/// Reads pages side by side. One that takes longer than a page may is given up, and its reader with it; the other pages are
/// read by a new one. A reader is for one thread.
/// </summary>
/// <param name="open">Makes a reader, and how it reads a page.</param>
/// <param name="pageDone">Called with how many are done, one call at a time.</param>
internal sealed class PageReaders<T>(
    int pages, int readers, TimeSpan pageTime, Func<(IDisposable Owned, Func<int, T> Read)> open, Action<int> pageDone)
    where T : class
{
    /// <summary>Of a file with more pages that take too long the others are left out with them.</summary>
    private const int MostGivenUp = 6;

    private readonly object pulse = new();
    private readonly T?[] read = new T?[pages];
    private readonly List<Reader> active = [];
    private int next;
    private int done;
    private int givenUp;
    private Exception? fault;

    /// <returns>By page; null where it took too long.</returns>
    public T?[] Read()
    {
        lock (pulse)
        {
            for (var i = 0; i < readers; i++)
                Start();
            while (done < pages && active.Count > 0)
            {
                Monitor.Wait(pulse, pageTime / 8);
                if (fault is not null)
                    ExceptionDispatchInfo.Throw(fault);
                GiveUpSlow();
            }

            return read;
        }
    }

    private void GiveUpSlow()
    {
        foreach (var slow in active.FindAll(r => r.Page > 0 && TimeProvider.System.GetElapsedTime(r.Since) > pageTime))
        {
            Console.Error.WriteLine($"page {slow.Page}: it takes longer than a page may");
            active.Remove(slow);
            pageDone(++done);
            PageReaders.HasGivenUp = true;
            if (++givenUp <= MostGivenUp)
                Start();
        }
    }

    private void Start()
    {
        var reader = new Reader();
        active.Add(reader);
        new Thread(() => Work(reader)) { IsBackground = true }.Start();
    }

    private void Work(Reader reader)
    {
        try
        {
            var (owned, readPage) = open();
            using (owned)
            {
                while (Next(reader) is { } page)
                    Keep(reader, page, readPage(page));
            }
        }
        catch (Exception e)
        {
            lock (pulse)
            {
                fault ??= active.Contains(reader) ? e : null;
                Monitor.PulseAll(pulse);
            }
        }
    }

    private int? Next(Reader reader)
    {
        lock (pulse)
        {
            if (!active.Contains(reader) || next == pages || fault is not null)
                return null;
            (reader.Page, reader.Since) = (++next, TimeProvider.System.GetTimestamp());
            return reader.Page;
        }
    }

    private void Keep(Reader reader, int page, T what)
    {
        lock (pulse)
        {
            if (!active.Contains(reader))
                return;
            read[page - 1] = what;
            reader.Page = 0;
            pageDone(++done);
            if (done == pages)
                Monitor.PulseAll(pulse);
        }
    }

    private sealed class Reader
    {
        /// <summary>That it is at; 0 between pages.</summary>
        public int Page { get; set; }

        public long Since { get; set; }
    }
}
