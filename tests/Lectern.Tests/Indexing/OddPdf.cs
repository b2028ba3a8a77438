using System.Globalization;
using System.Text;

namespace Lectern.Tests.Indexing;

/// <summary>PDFs whose page tree claims a number of pages of its own.</summary>
internal static class OddPdf
{
    /// <summary>Each page says "Page N of the quay".</summary>
    public static byte[] Make(int pages, int claimed)
    {
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{3 + (i * 2)} 0 R"));
        var objects = new List<string> { "<</Type/Catalog/Pages 2 0 R>>", $"<</Type/Pages/Kids[{kids}]/Count {claimed}>>" };
        for (var i = 0; i < pages; i++)
        {
            var text = $"BT /F 20 Tf 20 100 Td (Page {i + 1} of the quay) Tj ET";
            objects.Add(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents {4 + (i * 2)} 0 R"
                + "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>");
            objects.Add($"<</Length {text.Length}>>stream\n{text}\nendstream");
        }

        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj{objects[i]} endobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
