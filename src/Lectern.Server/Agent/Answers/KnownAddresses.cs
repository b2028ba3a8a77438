using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <summary>The addresses, of pages and of mail, that stand in some texts. Each text is read once. Not thread-safe.</summary>
internal sealed class KnownAddresses
{
    /// <summary>So many signs behind an address may belong to it or to the sentence.</summary>
    private const int MaxTrailing = 8;

    /// <summary>
    /// What is longer is no address that an answer may repeat; so many may begin in one another, as <c>www.</c> does.
    /// </summary>
    private const int MaxAddress = 1_000, MaxNested = 4;

    private static readonly SearchValues<char> Starts = SearchValues.Create("@hHfFwW");

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public KnownAddresses(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            Add(text);
    }

    public void Add(string text)
    {
        var (end, nested) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAny(Starts);
            if (next < 0)
                return;
            at += next;
            if (text[at] == '@')
            {
                AddMail(text, at);
            }
            else if (Addresses.Scheme(text.AsSpan(at)) > 0)
            {
                nested = at < end ? nested + 1 : 0;
                if (nested < MaxNested)
                    end = Math.Max(end, at + AddAddress(text.AsSpan(at)));
            }
        }
    }

    public bool Contains(string address) => known.Contains(address);

    /// <returns>Its length.</returns>
    private int AddAddress(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(Addresses.Ends);
        var length = end < 0 ? text.Length : end;
        if (length > MaxAddress)
            return length;
        var address = text[..length];
        for (var trimmed = 0; address.Length > 0 && trimmed < MaxTrailing; trimmed++)
        {
            known.Add(address.ToString());
            if (!Addresses.MayTrail(address[^1]))
                break;
            address = address[..^1];
        }

        return length;
    }

    private void AddMail(string text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || "._%+-".Contains(text[start - 1])))
            start--;
        var after = text.AsSpan(at + 1, Math.Min(MaxAddress, text.Length - at - 1));
        var bar = after.IndexOf('|');
        var host = new TextAhead(bar < 0 ? after : after[..bar], isAll: true);
        if (start < at && Addresses.MailHost(host, anyHost: false) is > 0 and var length)
            known.Add($"{text.AsSpan(start, at - start)}@{text.AsSpan(at + 1, length)}");
    }
}
