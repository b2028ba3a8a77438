using System.Text;

namespace Lectern.Tests.Indexing.Reading;

public sealed class EncodingTests
{
    private const string German = "Über die Größe der Öfen: die Wärme reicht für äußere Räume, natürlich auch für Schübe.\n";
    private const string Polish = "Zażółć gęślą jaźń. Właściciel łodzi płaci opłatę za każdy miesiąc, również w święta.\n";
    private const string Russian = "Договор аренды причала заключён на три года. Плата вносится ежемесячно до пятого числа.\n";
    private const string Greek = "Η σύμβαση μίσθωσης ισχύει για τρία χρόνια και το μίσθωμα καταβάλλεται κάθε μήνα.\n";
    private const string Chinese = "租赁合同有效期为三年，租金应于每月五日前支付。违约金为合同总价的百分之五。\n";
    private const string Traditional = "租賃合約有效期為三年，租金應於每月五日前支付。違約金為合約總價的百分之五。\n";
    private const string Japanese = "賃貸借契約の期間は三年とし、賃料は毎月五日までに支払うものとする。\n";
    private const string Korean = "임대차 계약의 기간은 삼 년으로 하며 임대료는 매월 오일까지 지급하여야 한다.\n";

    private const string Ukrainian = "Договір діє три роки, плата вноситься до п'ятого числа щомісяця. Її їжак є тут.\n";
    private const string Turkish =
        "Kira sözleşmesi üç yıl geçerlidir, kira her ayın beşinden önce ödenmelidir. Şişli, ağaç, ıslak.\n";
    private const string Arabic = "العقد ساري المفعول لمدة ثلاث سنوات ويجب دفع الإيجار قبل الخامس من كل شهر.\n";
    private const string Hebrew = "החוזה בתוקף לשלוש שנים ויש לשלם את שכר הדירה עד החמישי בכל חודש.\n";
    private const string Thai = "สัญญานี้มีผลบังคับใช้สามปี ผู้เช่าต้องชำระค่าเช่าก่อนวันที่ห้าของทุกเดือน\n";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(1252, German)]
    [InlineData(850, German)]
    [InlineData(1250, Polish)]
    [InlineData(28592, Polish)]
    [InlineData(1251, Russian)]
    [InlineData(20866, Russian)]
    [InlineData(866, Russian)]
    [InlineData(1253, Greek)]
    [InlineData(936, Chinese)]
    [InlineData(950, Traditional)]
    [InlineData(932, Japanese)]
    [InlineData(51932, Japanese)]
    [InlineData(50220, Japanese)]
    [InlineData(949, Korean)]
    [InlineData(21866, Ukrainian)]
    [InlineData(1254, Turkish)]
    [InlineData(1256, Arabic)]
    [InlineData(1255, Hebrew)]
    [InlineData(874, Thai)]
    [InlineData(1200, Chinese)]
    [InlineData(1201, Russian)]
    public void Text_is_read_though_it_does_not_name_its_encoding(int codePage, string text)
    {
        var encoding = Encoding.GetEncoding(codePage);
        Assert.Equal(text.Trim(), Read.Text(encoding.GetBytes(text), "a.txt"));
        Assert.Equal(
            "| a | b |\n| --- | --- |\n| 1 | " + text.Trim() + " |", Read.Text(encoding.GetBytes($"a;b\n1;{text}"), "a.csv"));
    }

    [Theory]
    [InlineData("utf-8", 1252, German)]
    [InlineData("utf-8", 1251, Russian)]
    [InlineData("iso-8859-1", 1251, Russian)]
    [InlineData("iso-8859-1", 932, Japanese)]
    [InlineData("shift_jis", 936, Chinese)]
    [InlineData("windows-1251", 1251, Russian)]
    [InlineData("gb2312", 936, Chinese)]
    [InlineData("nonsense", 1252, German)]
    public void A_page_that_names_a_wrong_encoding_is_read_all_the_same(string declared, int codePage, string text) =>
        Assert.Equal(
        text.Trim(),
        Read.Text(Encoding.GetEncoding(codePage)
            .GetBytes($"<html><head><meta charset=\"{declared}\"></head><body><p>{text}</p></body></html>"), "a.html"));

    [Fact]
    public void A_mail_that_names_a_wrong_encoding_is_read_all_the_same()
    {
        var head = Encoding.ASCII.GetBytes(
            "From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n"
            + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        Assert.EndsWith(
            Russian.Trim(), Read.Text([.. head, .. Encoding.GetEncoding(1251).GetBytes(Russian)], "a.eml"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_UTF8_stays_UTF8()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(German, 20)));
        Assert.StartsWith("Über die Größe", Read.Text([.. bytes, 0xC3], "a.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_no_known_encoding_are_refused_with_a_word()
    {
        var random = new Random(17);
        var bytes = Enumerable.Range(0, 4000).Select(i => i % 60 == 59 ? (byte)'\n' : (byte)random.Next(0x80, 0x100)).ToArray();
        Assert.Contains("encoding that was not recognised", Read.Reason(bytes, "a.txt"), StringComparison.Ordinal);
    }
}
