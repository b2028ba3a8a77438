namespace Lectern.Tests.Indexing.Pdf;

/// <summary>What is drawn from left to right as it is seen is read as it is spoken.</summary>
public sealed class RightToLeftTests
{
    [Theory]
    [InlineData(".םולש םלוע", "עולם שלום.")]
    [InlineData(".Python תפש איה וז", "זו היא שפת Python.")]
    [InlineData("2024( הנשב", "בשנה (2024")]
    [InlineData("הזרא )2026", "2026) ארזה")]
    [InlineData("(2026) הנשב", "בשנה (2026)")]
    [InlineData(")2026( הנשב", "בשנה (2026)")]
    [InlineData("(הלש) תיב", "בית (שלה)")]
    [InlineData(")הלש( תיב", "בית (שלה)")]
    [InlineData("2024 - 2026 הנשב", "בשנה 2024 - 2026")]
    [InlineData("IBM Watson - לש תכרעמ", "מערכת של - IBM Watson")]
    [InlineData("רפסמ 10.5 ךרואב", "באורך 10.5 מספר")]
    [InlineData("A line that says םולש םלוע in Hebrew", "A line that says עולם שלום in Hebrew")]
    public void A_line_is_read_as_it_is_spoken(string seen, string spoken) =>
        Assert.Equal(spoken, Read(seen));

    [Fact]
    public void Arabic_digits_stay_in_their_order() => Assert.Equal("عام ٢٠١١", Read("٢٠١١ ماع"));

    [Fact]
    public void A_mark_that_is_drawn_for_itself_is_of_the_letter_below_it()
    {
        const string seen = "اهريغو ةليمج ةنيدم اضيأ يهو";
        const string mark = "\u064B";
        var letters = string.Concat(seen.Distinct()) + mark;
        var at = 60 + (6 * seen.IndexOf('ض', StringComparison.Ordinal)) + 2;
        var pdf = RawPdf.Page(
            $"BT /F1 12 Tf 60 700 Td {RawPdf.Codes(seen, letters)} Tj 1 0 0 1 {at} 700 Tm {RawPdf.Codes(mark, letters)} Tj ET",
            RawPdf.FontWithWidths(letters, 500, 6).Replace("500]", "0]", StringComparison.Ordinal),
            more: RawPdf.ToUnicode(letters));
        Assert.Equal("وهي أيض\u064Bا مدينة جميلة وغيرها", PdfSheet.Read(pdf).Text);
    }

    /// <summary>Below another line: a page with few letters is looked at as a picture.</summary>
    private static string Read(string seen)
    {
        const string above = "הספינה עוגנת במפרץ הצפוני ליד העיר הישנה";
        var drawn = new string([.. above.Reverse()]);
        var letters = string.Concat((seen + drawn).Distinct());
        var pdf = RawPdf.Page(
            $"BT /F1 12 Tf 60 780 Td {RawPdf.Codes(drawn, letters)} Tj 0 -80 Td {RawPdf.Codes(seen, letters)} Tj ET",
            RawPdf.FontWithWidths(letters, 500, 6), more: RawPdf.ToUnicode(letters));
        var text = PdfSheet.Read(pdf).Text;
        Assert.StartsWith($"{above}\n\n", text, StringComparison.Ordinal);
        return text[(above.Length + 2)..];
    }
}
