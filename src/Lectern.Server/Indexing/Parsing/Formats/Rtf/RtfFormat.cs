using System.Globalization;
using System.Text;
using Lectern.Server.Indexing.Parsing.Formats.Plain;

namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>
/// RTF as text. Groups are kept on a list, not on the stack, so nesting is cheap; what is not text (pictures, objects, tables
/// of fonts and colours), hidden or deleted is passed over. Sample: <c>{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0
/// Arial;}}\f0 Caf\'e9 \u8364?\par}</c>. For one use.
/// </summary>
internal sealed class RtfFormat(byte[] content, FormatContext context)
{
    private const int MaxGroups = 100_000;
    private const int BytesBetweenSigns = 4 * 1024 * 1024;

    private readonly List<RtfGroup> outer = [];
    private readonly Dictionary<int, Encoding> fonts = [];
    private readonly List<byte> bytes = [];
    private readonly RtfBody body = new(context.Builder, context.Sign);
    private Encoding encoding = Encodings.Of(1252);
    private RtfGroup group = new() { UnicodeSkip = 1, Font = -1 };
    private int defaultFont = -1;
    private int at;

    /// <summary>What stands in for a character that was given by its number, and is still to be passed over.</summary>
    private int standIns;
    private int signedAt;

    public void Read()
    {
        if (content.AsSpan().IndexOf("\\page"u8) >= 0)
            body.StartPages();
        while (at < content.Length)
        {
            Next((char)content[at++]);
            if (at - signedAt <= BytesBetweenSigns)
                continue;
            signedAt = at;
            body.Sign();
        }

        FlushBytes();
        body.End();
    }

    private void Next(char c)
    {
        switch (c)
        {
            case '{':
                FlushBytes();
                standIns = 0;
                outer.Add(group);
                if (outer.Count > MaxGroups)
                    throw new UnreadableFileException("The file is damaged: its groups nest without end.");
                StartGroup();
                break;
            case '}':
                FlushBytes();
                standIns = 0;
                EndGroup();
                break;
            case '\\':
                Control();
                break;
            case '\r' or '\n' or '\0':
                break;
            default:
                Character((byte)c);
                break;
        }
    }

    private void StartGroup()
    {
        // The group around it tells that this one is its first.
        var isForOld = group is { IsUnicodePair: true, IsFresh: true };
        if (isForOld)
            outer[^1] = group with { IsFresh = false };
        group.IsPassed |= isForOld;
        (group.IsFresh, group.IsOptional, group.IsUnicodePair) = (true, false, false);
    }

    private void EndGroup()
    {
        if (outer.Count == 0)
            return;
        var ended = group;
        group = outer[^1];
        outer.RemoveAt(outer.Count - 1);
        if (!group.IsUnicodePair)
            group.IsFresh = false;
        if (ended.Capture is not { } captured || group.Capture == captured)
            return;
        body.Take(ended.Captures, captured.ToString().Trim());
    }

    private void Control()
    {
        if (at >= content.Length)
            return;
        var c = (char)content[at];
        if (!char.IsAsciiLetter(c))
        {
            at++;
            Sign(c);
            return;
        }

        var start = at;
        while (at < content.Length && at - start < 32 && char.IsAsciiLetter((char)content[at]))
            at++;
        var word = Encoding.ASCII.GetString(content, start, at - start);
        start = at;
        if (at < content.Length && content[at] == '-')
            at++;
        while (at < content.Length && at - start < 11 && char.IsAsciiDigit((char)content[at]))
            at++;
        int? value = int.TryParse(
            content.AsSpan(
                start,
                at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (at < content.Length && content[at] == ' ')
            at++;
        FlushBytes();
        if (word == "bin" && value > 0)
            at = (int)Math.Min(content.Length, (long)at + value.Value);
        if (standIns > 0 && word != "u")
            standIns--;
        else
            Word(word, value);
    }

    private void Sign(char c)
    {
        if (c == '\'')
        {
            if (at + 2 <= content.Length
                && byte.TryParse(content.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                Character(value);
            }

            at = Math.Min(content.Length, at + 2);
            return;
        }

        FlushBytes();
        if (standIns > 0)
        {
            standIns--;
            return;
        }

        switch (c)
        {
            case '*':
                group.IsOptional = group.IsFresh;
                break;
            case '~':
                Append(" ");
                break;
            case '_':
                Append("-");
                break;
            case '\\' or '{' or '}':
                Append(c.ToString());
                break;
            case '\r' or '\n':
                Layout("par", null);
                break;
        }
    }

    private void Word(string word, int? value)
    {
        var (isFresh, isOptional) = (group.IsFresh, group.IsOptional);
        (group.IsFresh, group.IsOptional) = (isFresh && word == "upr", false);
        if (isFresh && (RtfWords.IsPassed(word) || (isOptional && !RtfWords.IsText(word))))
        {
            group.IsPassed = true;
            return;
        }

        switch (word)
        {
            case "u" when value is { } code:
                Append(((char)(ushort)code).ToString());
                standIns = group.UnicodeSkip;
                break;
            case "uc":
                group.UnicodeSkip = Math.Clamp(value ?? 1, 0, 16);
                break;
            case "upr":
                group.IsUnicodePair = isFresh;
                break;
            case "ansicpg" or "mac" or "pc" or "pca":
                encoding = RtfCodePages.Find(word switch { "mac" => 10000, "pc" => 437, "pca" => 850, _ => value ?? 0 })
                    ?? encoding;
                break;
            case "deff":
                (defaultFont, group.Font) = (value ?? 0, value ?? 0);
                break;
            case "fonttbl":
                group.IsFonts = true;
                break;
            case "stylesheet":
                group.IsStyles = true;
                break;
            case "f":
                group.Font = value ?? 0;
                break;
            case "fcharset" when group.IsFonts && RtfCodePages.OfCharset(value ?? 0) is { } ofFont:
                fonts[group.Font] = ofFont;
                break;
            case var _ when isFresh && RtfWords.Captured(word) is var kind and not RtfCapture.None:
                (group.Capture, group.Captures) = (new StringBuilder(), kind);
                group.IsPassed &= kind is not (RtfCapture.PropertyName or RtfCapture.PropertyValue);
                break;
            default:
                if (!Letters(word, value))
                    Layout(word, value);
                break;
        }
    }

    /// <summary>How letters look.</summary>
    private bool Letters(string word, int? value)
    {
        var isOn = value != 0;
        switch (word)
        {
            case "plain":
                (group.IsHidden, group.IsStruck, group.Shift, group.Font) = (false, false, 0, defaultFont);
                return true;
            case "v" or "webhidden":
                group.IsHidden = isOn;
                return true;
            case "deleted" or "htmlrtf":
                group.IsDeleted = isOn;
                return true;
            case "strike" or "striked":
                group.IsStruck = isOn;
                return true;
            case "super" or "sub" or "nosupersub":
                group.Shift = !isOn || word == "nosupersub" ? 0 : word == "super" ? 1 : -1;
                return true;
            case "up" or "dn":
                group.Shift = value == 0 ? 0 : word == "up" ? 1 : -1;
                return true;
            default:
                return false;
        }
    }

    private void Layout(string word, int? value)
    {
        if (group.IsStyles)
        {
            if (word == "s")
                group.Style = value ?? 0;
            else if (word == "outlinelevel" && value is >= 0 and < 9)
                body.AddOutline(group.Style, value.Value + 1);
        }

        if (group.IsPassed || group.IsFonts || group.IsStyles)
            return;
        if (RtfWords.Sign(word) is { } sign)
            Append(sign);
        else if (group.Capture is null)
            body.Word(word, value);
        else if (word == "par")
            Append(" ");
    }

    private void Character(byte value)
    {
        group.IsFresh = false;
        if (standIns > 0)
            standIns--;
        else if (group.IsText)
            bytes.Add(value);
    }

    private void Append(string what)
    {
        if (group.IsText)
            body.Append(what, group);
    }

    /// <summary>Bytes are decoded together: a character of an Asian code page has two.</summary>
    private void FlushBytes()
    {
        if (bytes.Count == 0)
            return;
        body.Append(fonts.GetValueOrDefault(group.Font, encoding).GetString([.. bytes]), group);
        bytes.Clear();
    }
}
