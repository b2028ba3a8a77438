using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Fakes;

/// <summary>The isolation that the server has, for tests of what is shut in; found out once for all of them.</summary>
internal static class TestIsolation
{
    /// <summary>
    /// Stands for the data folder: work folders are made in its <c>tmp</c>, and nothing else of it is in reach.
    /// </summary>
    public static string Data { get; } = Made();

    public static ParserIsolation Shared { get; } = Over(Path.Combine(Data, "tmp"), Data);

    /// <param name="folders">Where work folders are made.</param>
    /// <param name="known">What has been found out already; null tries.</param>
    public static ParserIsolation Over(string folders, string hidden, Func<Task<IsolationState>>? known = null) =>
        new(folders, [hidden], new Ids(TimeProvider.System), new ServerProblems(), NullLogger<ParserIsolation>.Instance, known);

    public static ParserChild Parser(ParserIsolation? isolation = null, ParseLimits? limits = null) =>
        new(isolation ?? Shared, limits ?? new ParseLimits(), TimeProvider.System, NullLogger<ParserChild>.Instance);

    public static void NeedsLibreOffice() => Assert.SkipUnless(
        ExternalTools.LibreOffice is not null && ExternalTools.PdfToPpm is not null, "needs LibreOffice and pdftoppm");

    private static string Made()
    {
        var data = TestServer.NewFolder();
        Directory.CreateDirectory(Path.Combine(data, "tmp"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(data, recursive: true);
        return data;
    }
}
