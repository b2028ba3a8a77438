using System.Net.Sockets;
using Lectern.Server.Folder;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Folder;

/// <summary>What of a folder is a document, whatever else lies there.</summary>
public sealed class FolderScanTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();
    private readonly string elsewhere = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public void Links_that_lead_out_or_in_circles_pipes_sockets_and_devices_are_named_and_left_out()
    {
        var secret = Write(elsewhere, "secret.txt");
        Write(folder, "a.txt");
        Write(folder, "sub/b.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "inside.txt"), "sub/b.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "out.txt"), secret);
        File.CreateSymbolicLink(
            Path.Combine(folder, "out-by-dots.txt"), Path.Combine("..", Path.GetFileName(elsewhere), "secret.txt"));
        File.CreateSymbolicLink(Path.Combine(folder, "out-twice.txt"), "out.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "one.txt"), "two.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "two.txt"), "one.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "null.txt"), "/dev/null");
        Directory.CreateSymbolicLink(Path.Combine(folder, "sub", "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(folder, "elsewhere"), elsewhere);
        Posix.MakePipe(Path.Combine(folder, "pipe.txt"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "socket.txt")));

        var listing = List();
        Assert.Equal(["a.txt", "inside.txt", "sub/b.txt"], listing.Files.Select(f => f.Name));
        Assert.Equal(
            [
                ("elsewhere", "it is a link to a folder"),
                ("null.txt", "it is a device"),
                ("one.txt", "it is a link that leads nowhere, or in a circle"),
                ("out-by-dots.txt", "it is a link that leads out of the folder"),
                ("out-twice.txt", "it is a link that leads out of the folder"),
                ("out.txt", "it is a link that leads out of the folder"),
                ("pipe.txt", "it is a pipe"),
                ("socket.txt", "it is a socket"),
                ("sub/up", "it is a link to a folder"),
                ("two.txt", "it is a link that leads nowhere, or in a circle"),
            ],
            listing.LeftOut.Select(l => (l.Name, l.Reason)).Order());
        Assert.Empty(listing.Unreadable);
    }

    [Fact]
    public void Hidden_files_locks_and_what_editors_leave_are_no_documents()
    {
        foreach (var name in (string[])[
            ".hidden", "~$report.docx", ".~lock.report.odt#", "~WRL0003.tmp", "notes.md~", "#notes.md#", ".notes.md.swp",
            "film.pdf.part", "film.pdf.crdownload", "Thumbs.db", ".git/config"])
            Write(folder, name);
        Write(folder, "~report.docx");
        Write(folder, "c#.md");
        var listing = List();
        Assert.Equal(["c#.md", "~report.docx"], listing.Files.Select(f => f.Name));
        Assert.Empty(listing.LeftOut);
    }

    [Fact]
    public void The_servers_own_data_inside_the_folder_is_reached_by_no_way()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        Write(data, "lectern.db");
        Write(folder, "a.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "b.txt"), Path.Combine(data, "lectern.db"));
        var listing = FolderScan.List(folder, data, Cancellation);
        Assert.Equal(["a.txt"], listing.Files.Select(f => f.Name));
        Assert.Equal(["b.txt"], listing.LeftOut.Select(l => l.Name));
        Assert.Throws<IOException>(() => FolderScan.List(data, data, Cancellation));
    }

    [Fact]
    public void The_data_of_other_servers_is_left_out_with_its_key_and_named()
    {
        foreach (var name in (string[])["sub/data/lectern.db", "sub/data/lock", "sub/data/api-key", "sub/data/blobs/x.txt"])
            Write(folder, name);
        foreach (var name in (string[])[".lectern/lectern.db", ".lectern/lock", ".lectern/api-key", "a.txt", "tools/lock"])
            Write(folder, name);
        File.CreateSymbolicLink(Path.Combine(folder, "b.txt"), "sub/data/blobs/x.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "c.txt"), ".lectern/api-key");
        var listing = List();
        Assert.Equal(["a.txt", "tools/lock"], listing.Files.Select(f => f.Name));
        Assert.Equal(
            [
                ("b.txt", "it is a link into a server's data folder"),
                ("c.txt", "it is a link into a server's data folder"),
                ("sub/data", "it is a server's data folder"),
            ],
            listing.LeftOut.Select(l => (l.Name, l.Reason)).Order());
        var whole = Path.Combine(folder, "sub", "data");
        Assert.Throws<IOException>(() => FolderScan.List(whole, dataFolder: null, Cancellation));
        Assert.Equal(["x.txt"], FolderScan.List(Path.Combine(whole, "blobs"), null, Cancellation).Files.Select(f => f.Name));
    }

    [Fact]
    public void A_folder_that_is_a_link_itself_is_read_where_it_is()
    {
        Write(folder, "a.txt");
        var link = Path.Combine(elsewhere, "link");
        Directory.CreateSymbolicLink(link, folder);
        var listing = FolderScan.List(link, elsewhere, Cancellation);
        using var content = FolderFiles.Open(Assert.Single(listing.Files), listing).Content;
        Assert.Equal('a', content.ReadByte());
    }

    [Fact]
    public void A_folder_that_is_away_is_no_empty_folder() =>
        Assert.Throws<IOException>(() => FolderScan.List(Path.Combine(folder, "away"), elsewhere, Cancellation));

    [Theory]
    [InlineData("link")]
    [InlineData("link of a folder above")]
    [InlineData("pipe")]
    [InlineData("device")]
    public void What_is_put_in_a_files_place_after_the_listing_is_not_read(string swap)
    {
        var path = Write(folder, "sub/a.txt");
        var secret = Write(elsewhere, "a.txt");
        var listing = List();
        File.Delete(path);
        switch (swap)
        {
            case "link":
                File.CreateSymbolicLink(path, secret);
                break;
            case "link of a folder above":
                Directory.Delete(Path.Combine(folder, "sub"));
                Directory.CreateSymbolicLink(Path.Combine(folder, "sub"), elsewhere);
                break;
            case "pipe":
                Posix.MakePipe(path);
                break;
            default:
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
        }

        Assert.Throws<IOException>(() => FolderFiles.Open(Assert.Single(listing.Files), listing));
    }

    [Fact]
    public void A_stamp_tells_the_time_as_dotnet_does()
    {
        var path = Write(folder, "a.txt");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 25, 6, 7, 8, DateTimeKind.Utc).AddTicks(1234567));
        var stamp = Assert.Single(List().Files).Stamp;
        Assert.Equal("2026-11-25T06:07:08.1234567Z", stamp.Modified);
        Assert.Equal(1, stamp.Size);
        Assert.NotEqual(0, stamp.Inode);
    }

    private FolderListing List() => FolderScan.List(folder, elsewhere, Cancellation);

    private static string Write(string under, string name)
    {
        var path = Path.Combine(under, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name[..1]);
        return path;
    }
}
