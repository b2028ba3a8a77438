using System.Globalization;
using System.Text;

namespace Lectern.Tests.Indexing.Sharing;

/// <summary>PDFs whose pages show something and have no text: each page is given to OCR.</summary>
internal static class Textless
{
    public static byte[] Pdf(int pages)
    {
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{i + 4} 0 R"));
        var marks = Enumerable.Range(0, 60)
            .Select(i => $"{60 + (i % 10 * 45)} {120 + (i / 10 * 90)} {8 + (i % 7)} {20 + (i % 5)} re f\n");
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
            Stream(string.Concat(marks)),
        };
        objects.AddRange(Enumerable.Repeat(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << >> >>", pages));
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\n");
        file.Append(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static string Stream(string content) =>
        string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
}
