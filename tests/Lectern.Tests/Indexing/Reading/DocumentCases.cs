namespace Lectern.Tests.Indexing.Reading;

/// <summary>The cases that <see cref="DocumentCasesTests"/> reads.</summary>
internal static class DocumentCases
{
    public static IReadOnlyList<DocumentCase> All { get; } =
    [
        new("epub-encrypted") { Refused = "encrypted (DRM)" },
        new("epub-xhtml-selfclosing", "Orla", "Tamsin", "Ulric", "Wren"),
        new("html-alt-math", "Sales rose from 310 to 452 units", "A = w·h", "one\ntwo", "Valve V7 shuts", "Serial 8841", "dented lid", "green", "Kept inside") { SaysNot = ["red"] },
        new("html-cell-line-breaks", "# Spare parts", "Pump type", "Unit 11 Unit 12", "40 euros 38 euros from ten", "Unit 13 Unit 14", "55 euros net"),
        new("html-nested-table", "| A-17 | bolts 40; nuts 60 |", "| A-18 | washers |"),
        new("html-ol-numbers", "1. Open", "2. Prime", "3. Switch on"),
        new("html-superscript", "10^3 litres", "2^4 kg", "revenue^1", "CO2 free", "~~49 euros~~ 39 euros"),
        new("pdf-annotations", "Approved by the harbour master on 9 May", "3400 crowns", "This clause was struck"),
        new("pdf-attachment", "The hidden appendix: the deposit is 3400 crowns."),
        new("pdf-checkboxes", "[x] Smoker", "[ ] Insured", "name: Orla Venn"),
        new("pdf-cjk-linebreak", "第三码头", "上海分行"),
        new("pdf-cjk-vertical", "吾輩は猫である。名前はまだ無い。どこで生れたか"),
        new("pdf-hanging-hyphen", "Kinder- und Jugendhilfe", "Haupt- und Nebenstrecken", "rebuilt", "well-known", "state-of-the-art", "2019-2021", "XC-23b"),
        new("pdf-label-value-columns", "| Deposit | 2220 euros |", "| Tenant | Orla Venn |"),
        new("pdf-letterspaced", "HARBOUR RULES", "Velm Contract 88"),
        new("pdf-ligatures", "efficient filter"),
        new("pdf-margins-with-numbers", "2031-385", "144.50", "Delivery note 7007"),
        new("pdf-narrow-word-gaps", "Wenn Sie weitere Fragen", "40 mg je Tag"),
        new("pdf-no-tounicode") { WithoutText = [1] },
        new("pdf-scan-with-watermark", "Scanned by", "The guarantee for the winch"),
        new("pdf-superscript", "revenue^3", "10^6", "2^5"),
        new("pdf-table-ruled", "| Seal kit | 3 | set | 14.50 |", "| Washer | | pcs | 0.02 |"),
        new("pdf-thai", "ค่าปรับ"),
        new("right-csv-quotes-newlines", "He said \"heavy\", then left", "line one line two"),
        new("right-docx-nested-sdt", "bolts 40", "nuts 60", "A-18 | washers", "Checked: ☒"),
        new("right-docx-repeated-cells", "| Name | | Age |", "| A | A | B | B | C | D | B | B |"),
        new("right-docx-tracked-rows", "The term is thirty days.", "| Haulage | 85 |") { SaysNot = ["Storage"] },
        new("right-pdf-empty-user-password", "The sluice code is Velm-77."),
        new("right-pdf-soft-hyphen", "information", "exemption", "keeper"),
        new("right-pptx-picture-slide") { WithoutText = [1] },
        new("right-tiff-two-pages", "8801", "8802"),
        new("right-xlsx-1904", "2024-01-01"),
        new("right-xlsx-subtotals", "| Grand total | | 180 |"),
        new("search-thai-korean"),
    ];
}
