using Lectern.Tests.Indexing.Reading;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>What is a word, how it is written, and how lines are joined.</summary>
public sealed class PdfWordTests
{
    [Fact]
    public void A_space_that_is_drawn_over_a_letter_parts_no_word()
    {
        const string page = "BT /F1 10 Tf 1 0 0 1 50.1 700 Tm ( ) Tj 1 0 0 1 50 700 Tm (Chairman and) Tj "
            + "1 0 0 1 50 680 Tm (next) Tj ( ) Tj (line) Tj ET";
        Assert.Equal("Chairman and next line", Read.Text(RawPdf.Page(page, RawPdf.Helvetica), "a.pdf").Replace('\n', ' '));
    }

    [Fact]
    public void Words_of_a_font_that_is_not_in_the_file_stand_by_the_widths_that_it_declares()
    {
        // The letters are a quarter as wide as any substitute's.
        const string letters = "abcdefghijklmnopqrstuvwxyz ";
        var pdf = RawPdf.Page(
            $"BT /F1 20 Tf 60 700 Td {RawPdf.Codes("the quay is made of granite", letters)} Tj 0 -22 Td "
            + $"{RawPdf.Codes("and lies below the wall", letters)} Tj ET",
            RawPdf.FontWithWidths(letters, 200, 6), more: RawPdf.ToUnicode(letters));
        var document = PdfSheet.Read(pdf);
        Assert.Equal("the quay is made of granite and lies below the wall", document.Text);
        var quay = document.Boxes.Single().Decode().ElementAt(1);
        Assert.InRange(quay.X, 75.5, 76.5);
        Assert.InRange(quay.Width, 15.5, 16.5);
    }

    [Fact]
    public void Narrow_gaps_between_words_are_gaps_and_wide_ones_between_letters_are_none()
    {
        var sheet = new PdfSheet();
        var x = 60.0;
        foreach (var word in (string[])["Who", "comes", "late", "waits", "at", "the", "outer", "buoy", "until", "six"])
        {
            sheet.Text(x, 700, word);
            x += PdfSheet.Width(word) + 1.8;
        }

        x = 60;
        foreach (var letter in "MOORING")
        {
            sheet.Text(x, 650, letter.ToString(), 14);
            x += PdfSheet.Width(letter.ToString(), 14) + 6;
        }

        Assert.Equal("Who comes late waits at the outer buoy until six\n\n# MOORING", sheet.Read().Text);
    }

    [Theory]
    [InlineData("The office pays for the Winter-", "und Sommerlager", "Winter- und Sommerlager")]
    [InlineData("Every captain has to be re-", "minded of it", "to be reminded of it")]
    [InlineData("It is open in the years 2031-", "2033 only", "years 2031-2033 only")]
    [InlineData("The model is called QB-", "17 by all", "called QB-17 by all")]
    [InlineData("They built a state-of-the-", "art barge", "state-of-the-art barge")]
    [InlineData("A well-", "known captain", "A well-known captain")]
    [InlineData("The railway to Nord-", "Selm is shut", "Nord-Selm is shut")]
    public void A_hyphen_at_a_lines_end_stays_where_it_belongs_to_the_word(string line, string next, string read)
    {
        Assert.Contains(read, new PdfSheet().Lines(60, 700, 13, line, next).Read().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_of_the_document_tells_whether_a_cut_word_has_a_hyphen()
    {
        var text = new PdfSheet().Lines(
            60, 700, 13, "The north-east quay is closed, the northeast wind is not to blame.", "Ships go to the north-",
            "east quay no more.").Read().Text;
        Assert.EndsWith("to the northeast quay no more.", text, StringComparison.Ordinal);
        text = new PdfSheet().Lines(
            60, 700, 13, "The north-east quay is closed.", "Ships go to the north-", "east quay no more.").Read().Text;
        Assert.EndsWith("to the north-east quay no more.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_Chinese_are_joined_without_a_space()
    {
        const string letters = "船在第三码头卸货 ab";
        var pdf = RawPdf.Page(
            $"BT /F1 12 Tf 60 700 Td {RawPdf.Codes("船在第三码", letters)} Tj 0 -15 Td {RawPdf.Codes("头卸货", letters)} Tj ET",
            RawPdf.FontWithWidths(letters, 1000, 6), more: RawPdf.ToUnicode(letters));
        Assert.Equal("船在第三码头卸货", PdfSheet.Read(pdf).Text);
    }

    [Fact]
    public void Columns_of_upright_signs_are_read_from_right_to_left()
    {
        const string letters = "春は曙夏夜秋夕";
        string[] columns = ["春は曙春は曙", "夏は夜夏は夜", "秋は夕秋は夕"];
        var content = "BT /F1 14 Tf ";
        for (var column = 0; column < 3; column++)
        {
            for (var sign = 0; sign < 6; sign++)
            {
                content += $"1 0 0 1 {500 - (column * 22)} {700 - (sign * 14)} Tm "
                    + $"{RawPdf.Codes(columns[column][sign].ToString(), letters)} Tj ";
            }
        }

        var pdf = RawPdf.Page(content + "ET", RawPdf.FontWithWidths(letters, 1000, 6), more: RawPdf.ToUnicode(letters));
        Assert.Equal(string.Concat(columns), PdfSheet.Read(pdf).Text);
    }

    [Fact]
    public void Ligatures_and_accents_that_are_drawn_apart_become_the_letters_that_people_type()
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz ﬁﬀ´";
        var pdf = RawPdf.Page(
            $"BT /F1 20 Tf 60 700 Td {RawPdf.Codes("ﬁrst oﬀer caf´", letters)} Tj -10 0 Td {RawPdf.Codes("e", letters)} Tj ET"
                .Replace("-10 0 Td", "1 0 0 1 190 700 Tm", StringComparison.Ordinal),
            RawPdf.FontWithWidths(letters, 500, 6), more: RawPdf.ToUnicode(letters));
        Assert.Equal("first offer café", PdfSheet.Read(pdf).Text);
    }

    [Fact]
    public void A_tick_is_no_three()
    {
        var pdf = RawPdf.Page("BT /F1 12 Tf 60 700 Td (3 7 l) Tj ET", "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>");
        Assert.Equal("✓ ✗ ●", PdfSheet.Read(pdf).Text);
    }

    [Fact]
    public void What_is_raised_says_so()
    {
        var sheet = new PdfSheet();
        sheet.Text(60, 700, "The debt", 11).Text(60 + PdfSheet.Width("The debt", 11) + 0.3, 704, "4", 7)
            .Text(112, 700, "grew to 10", 11).Text(112 + PdfSheet.Width("grew to 10", 11) + 0.3, 704.5, "6", 7)
            .Text(176, 700, "crowns; H", 11).Text(176 + PdfSheet.Width("crowns; H", 11), 698, "2", 7)
            .Text(176 + PdfSheet.Width("crowns; H", 11) + 4, 700, "O is on the 4", 11)
            .Text(180 + PdfSheet.Width("crowns; H", 11) + PdfSheet.Width("O is on the 4", 11), 704, "th", 7);
        Assert.Equal("The debt^4 grew to 10^6 crowns; H2O is on the 4th", sheet.Read().Text);
    }
}
