using Lectern.Server.Indexing.Parsing;

namespace Lectern.Tests.Indexing.Reading;

public sealed class MailReadingTests
{
    [Fact]
    public void A_mailbox_s_sign_before_From_is_no_part_of_the_text() => Assert.Equal(
        "# One\n\nFrom: a@b\n\nFrom the sea\n> quoted\n>From me",
        Read.Text("From a@b Mon\nSubject: One\nFrom: a@b\n\n>From the sea\n> quoted\n>>From me\n", "a.mbox"));

    private const string Head = "From: a@b.c\nTo: d@e.f\nSubject: x\nDate: Tue, 04 Mar 2031 09:12:00 +0100\nMIME-Version: 1.0\n";
    private const string Plain = "Content-Type: text/plain; charset=utf-8\n\n";
    private const string Html = "Content-Type: text/html; charset=utf-8\n\n";

    [Fact]
    public void Every_text_part_is_read_in_its_order() => Assert.Equal(
        "one\n\nthree\n\n## Attachment: p.bin\n\n[This attachment was not read: The file is neither text nor a document of a "
        + "kind that can be read",
        Body(
            $"{Multi("mixed")}--B\n{Plain}one\n--B\nContent-Type: application/octet-stream; name=p.bin\n"
            + $"Content-Transfer-Encoding: base64\n\nAAECAwQFBgc=\n--B\n{Plain}three\n--B--\n").Split(" (")[0]);

    [Theory]
    [InlineData("Your program shows no HTML.", "<p>The parcel 99-31 comes on 7 March.</p>", "The parcel 99-31 comes on 7 March.")]
    [InlineData(
        "The parcel 99-31 comes on 7 March. Regards, Ilse",
        "<p>The parcel <b>99-31</b> comes on 7 March.</p>",
        "The parcel 99-31 comes on 7 March. Regards, Ilse")]
    [InlineData("", "<p>only here</p>", "only here")]
    public void A_page_is_read_where_the_plain_text_beside_it_is_a_stub(string plain, string html, string expected) =>
        Assert.Equal(expected, Body($"{Multi("alternative")}--B\n{Plain}{plain}\n--B\n{Html}{html}\n--B--\n"));

    [Fact]
    public void An_inline_file_and_an_invitation_are_read()
    {
        var text = Body(
            $"{Multi("mixed")}--B\n{Plain}see\n--B\nContent-Type: text/plain; name=t.txt\n"
            + $"Content-Disposition: inline; filename=t.txt\n\nterms\n"
            + "--B\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Check\n"
            + "DTSTART:20310304T080000Z\nEND:VEVENT\nEND:VCALENDAR\n--B--\n");
        Assert.Equal("see\n\nEvent: Check\nBegins: 2031-03-04 08:00 UTC\n\n## Attachment: t.txt\n\nterms", text);
    }

    [Fact]
    public void Lines_that_only_wrap_are_joined() => Assert.Equal(
        "one two three\nfour", Body("Content-Type: text/plain; charset=utf-8; format=flowed\n\none \ntwo \nthree\nfour\n"));

    [Fact]
    public void Mail_needs_no_name()
    {
        Assert.EndsWith("\n\nfür",
            Read.Text(Head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nf=C3=BCr\n",
                "1700.M1:2,S"), StringComparison.Ordinal);
        Assert.Equal("From: the quay\nTo: the lock\n\nA walk.", Read.Text("From: the quay\nTo: the lock\n\nA walk.", "walk.txt"));
        Assert.Equal("From here on it is text.", Read.Text("From here on it is text.", "b.txt"));
    }

    [Fact]
    public void A_mailbox_is_read_message_by_message()
    {
        var text = Read.Text(
            $"From a@b.c Tue Mar  4 09:12:00 2031\n{Head}{Plain}first\n\nFrom a@b.c Tue Mar  4 09:12:00 2031\n"
                + $"{Head}{Plain}second\n",
            "in.mbox");
        Assert.Equal(2, text.Split("# x").Length - 1);
        Assert.Contains("first", text, StringComparison.Ordinal);
        Assert.EndsWith("second", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_costs_its_own_mail_only()
    {
        var text = Read.Text(
            $"{From}{Head}{Plain}first\n\n{From}{Head}{Long}\n\nhidden\n\n{From}{Head}{Plain}third\n\n"
                + $"{From}{Head}{Multi("mixed")}--B\n{Long}\n\nhidden\n--B--\n\n{From}{Head}{Plain}fifth\n\n"
                + $"{From}{Head}Content-Type: message/rfc822\n\n{Head}{Long}\n\nhidden\n\n{From}{Head}{Plain}last\n",
            "in.mbox");
        foreach (var word in (string[])["first", "third", "fifth", "last"])
            Assert.Contains($"\n\n{word}", text, StringComparison.Ordinal);
        Assert.Equal(
            3, text.Split("# x\n\n[This mail was not read: what it says of one of its parts has no end.]").Length - 1);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.DoesNotContain("p12=", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=B\n\n--B\n", "\n\n--B--\n")]
    [InlineData(
        "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type : message(a;b)/rfc822\n\nSubject: y\n",
        "\n\nz\n--B--\n")]
    [InlineData("Content-Type: multipart/digest; boundary=B\n\n--B\n\nSubject: y\n", "\n\nz\n--B--\n")]
    [InlineData("", "\n\nz\n")]
    public void A_mail_with_one_fails_wherever_it_stands(string before, string after) => Assert.Contains(
        "has no end",
        Assert.Throws<UnreadableFileException>(() => Read.Text(Head + before + Long + after, "a.eml")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Lines_of_a_text_that_look_like_one_are_read()
    {
        Assert.StartsWith("see:\nContent-Type: a/b; p0=0;", Body($"{Plain}see:\n{Long}\nend\n"), StringComparison.Ordinal);
        var parts = Body($"{Multi("mixed")}--B\n{Plain}see:\n\n{Long}\nend\n--B--\n");
        Assert.StartsWith("see:\n\nContent-Type: a/b; p0=0;", parts, StringComparison.Ordinal);
        Assert.EndsWith("end", parts, StringComparison.Ordinal);
    }

    private const string From = "From a@b.c Tue Mar  4 09:12:00 2031\n";

    private static string Long { get; } =
        "Content-Type: a/b" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"; p{i}={i}" + (i % 5 == 0 ? ";\n " : "")));

    private static string Multi(string kind) => $"Content-Type: multipart/{kind}; boundary=B\n\n";

    private static string Body(string content)
    {
        var text = Read.Text((Head + content).ReplaceLineEndings("\r\n"), "a.eml");
        return text[(text.IndexOf("+01:00", StringComparison.Ordinal) + 8)..];
    }
}
