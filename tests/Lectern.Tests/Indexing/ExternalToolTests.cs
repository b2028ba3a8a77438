using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Tests.Indexing;

public sealed class ExternalToolTests
{
    private static readonly string[] Names = ["tesseract", "pdftoppm", "soffice", "heif-convert", "prlimit", "setsid"];

    [Theory]
    [InlineData("tesseract", "Tesseract")]
    [InlineData("pdftoppm", "pdftoppm")]
    [InlineData("soffice", "LibreOffice")]
    [InlineData("heif-convert", "heif-convert")]
    [InlineData("prlimit", "prlimit")]
    [InlineData("setsid", "setsid")]
    public void Each_program_that_is_missing_has_a_sentence(string name, string called) => Assert.StartsWith(
        $"{called} is not installed: ", Assert.Single(ExternalTools.Missing(Names.Except([name]).ToHashSet())),
        StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_said_of_those_that_are_there() => Assert.Empty(ExternalTools.Missing(Names.ToHashSet()));
}
