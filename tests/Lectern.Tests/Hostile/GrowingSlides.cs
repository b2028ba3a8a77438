using Lectern.Tests.Indexing.Reading;
using static Lectern.Tests.Hostile.GrowingTexts;

namespace Lectern.Tests.Hostile;

/// <summary>Slides that show one part of the file again and again.</summary>
internal static class GrowingSlides
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Charts = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    public static byte[] SharedChart(int n)
    {
        var frame = $"<p:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c=\"{Charts}\" r:id=\"c1\"/>"
            + "</a:graphicData></a:graphic></p:graphicFrame>";
        return OfficeFiles.Pptx(
            OfficeFiles.Box(1, 1, "<a:r><a:t>a</a:t></a:r>") + Repeated(frame, n / 2),
            ("ppt/slides/_rels/slide1.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + $"<Relationship Id=\"c1\" Type=\"{Office}/chart\" Target=\"../charts/chart1.xml\"/></Relationships>"),
            ("ppt/charts/chart1.xml",
                $"<c:chartSpace xmlns:c=\"{Charts}\"><c:chart><c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:strCache>"
                + Numbered("<c:pt idx=\"{0}\"><c:v>w</c:v></c:pt>", n / 2)
                + "</c:strCache></c:strRef></c:cat></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"));
    }
}
