using Lectern.Server.Indexing.Parsing;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Tables of PDF: found by lines and by what stands in columns, and told from columns of prose.</summary>
public sealed class PdfTableTests
{
    [Fact]
    public void Labels_and_their_values_stay_together()
    {
        var document = new PdfSheet()
            .Lines(60, 700, 24, "Lessee", "Keeper", "Yearly rent", "Guarantee", "Ends")
            .Lines(260, 700, 24, "Ida Morrow", "Port of Selm", "1140 crowns", "3420 crowns", "31 March")
            .Read();
        Assert.Equal(
            """
            | Lessee | Ida Morrow |
            | --- | --- |
            | Keeper | Port of Selm |
            | Yearly rent | 1140 crowns |
            | Guarantee | 3420 crowns |
            | Ends | 31 March |
            """,
            document.Text);
        Assert.Equal(BlockKind.Table, document.Blocks.Single().Kind);
    }

    [Fact]
    public void A_long_value_stays_with_its_label()
    {
        var document = new PdfSheet()
            .Text(60, 700, "Lessee").Text(200, 700, "Ida Morrow of the lower quay, who signs for herself and for her sons")
            .Text(60, 686, "Notice")
            .Lines(
                200, 686, 14, "three months before the end of a quarter, in writing, to the keeper of",
                "the port; who leaves earlier pays until somebody else has taken the",
                "place, but never for longer than half a year after the keys were given", "back at the office")
            .Text(60, 630, "Keys").Text(200, 630, "two, to be given back on the last day")
            .Read();
        Assert.Contains(
            "| Notice | three months before the end of a quarter, in writing, to the keeper of the port; who leaves",
            document.Text, StringComparison.Ordinal);
        Assert.Contains(
            "given back at the office |\n| Keys | two, to be given back on the last day |", document.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_ruled_table_an_empty_cell_moves_no_other()
    {
        var sheet = new PdfSheet();
        double[] edges = [60, 180, 240, 300, 380];
        string[][] rows = [["Part", "Count", "Unit", "Price"], ["Rope", "12", "m", "0.80"], ["Hook", "", "pcs", "3.10"],
            ["Buoy", "2", "", "41.00"]];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                if (rows[row][column].Length > 0)
                    sheet.Text(edges[column] + 4, 706 - (row * 20), rows[row][column]);
            }
        }

        for (var i = 0; i < 5; i++)
            sheet.Line(edges[i], 720, edges[i], 640).Line(60, 720 - (i * 20), 380, 720 - (i * 20));
        Assert.Equal(
            """
            | Part | Count | Unit | Price |
            | --- | --- | --- | --- |
            | Rope | 12 | m | 0.80 |
            | Hook | | pcs | 3.10 |
            | Buoy | 2 | | 41.00 |
            """,
            sheet.Read().Text);
    }

    [Fact]
    public void Without_any_line_an_empty_cell_moves_no_other()
    {
        var sheet = new PdfSheet();
        string[][] rows = [["Part", "Count", "Unit", "Price"], ["Rope", "12", "m", "0.80"], ["Hook", "", "pcs", "3.10"],
            ["Buoy", "2", "", "41.00"], ["Net", "7", "pcs", "9.90"]];
        for (var row = 0; row < rows.Length; row++)
        {
            sheet.Text(60, 700 - (row * 14), rows[row][0]);
            foreach (var (column, x) in ((int, double)[])[(1, 200), (2, 260), (3, 340)])
            {
                if (rows[row][column].Length > 0)
                    sheet.Right(x, 700 - (row * 14), rows[row][column]);
            }
        }

        Assert.Contains("| Hook | | pcs | 3.10 |\n| Buoy | 2 | | 41.00 |", sheet.Read().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_over_several_columns_is_said_in_each_of_them()
    {
        var sheet = new PdfSheet()
            .Line(60, 720, 400, 720).Line(150, 702, 295, 702).Line(60, 686, 400, 686).Line(60, 630, 400, 630)
            .Text(60, 698, "Harbour").Centred(222, 707, "Tons landed").Text(320, 698, "Share")
            .Right(190, 690, "summer").Right(290, 690, "winter");
        string[][] rows = [["Selm", "410", "95", "61%"], ["Velm", "220", "101", "30%"], ["Orm", "64", "12", "9%"]];
        for (var row = 0; row < rows.Length; row++)
            sheet.Text(60, 672 - (row * 14), rows[row][0]).Right(190, 672 - (row * 14), rows[row][1]).Right(
                290, 672 - (row * 14), rows[row][2]).Right(345, 672 - (row * 14), rows[row][3]);
        Assert.Equal(
            """
            | Harbour | Tons landed summer | Tons landed winter | Share |
            | --- | --- | --- | --- |
            | Selm | 410 | 95 | 61% |
            | Velm | 220 | 101 | 30% |
            | Orm | 64 | 12 | 9% |
            """,
            sheet.Read().Text);
    }

    [Fact]
    public void Heads_that_stand_as_close_as_words_are_cut_where_their_columns_are()
    {
        var sheet = new PdfSheet().Line(60, 714, 260, 714).Line(60, 696, 260, 696).Line(60, 660, 260, 660);
        var x = 120.0;
        double[] ends = new double[3];
        string[] heads = ["Spring", "Summer", "Winter"];
        for (var i = 0; i < 3; i++)
        {
            sheet.Text(x, 702, heads[i]);
            ends[i] = x + PdfSheet.Width(heads[i]);
            x = ends[i] + 7;
        }

        string[][] rows = [["Selm", "410", "395", "61"], ["Velm", "220", "101", "30"]];
        for (var row = 0; row < 2; row++)
        {
            sheet.Text(60, 682 - (row * 14), rows[row][0]);
            for (var i = 0; i < 3; i++)
                sheet.Right(ends[i], 682 - (row * 14), rows[row][i + 1]);
        }

        Assert.Equal(
            "| | Spring | Summer | Winter |\n| --- | --- | --- | --- |\n| Selm | 410 | 395 | 61 |\n| Velm | 220 | 101 | 30 |",
            sheet.Read().Text);
    }

    [Fact]
    public void Several_lines_of_a_cell_are_one_cell()
    {
        var document = new PdfSheet()
            .Text(60, 700, "Berth").Text(120, 700, "What it is for").Text(330, 700, "Depth")
            .Text(60, 680, "A").Text(
                120, 680, "Barges that wait for the").Text(120, 668, "lock, at night only").Text(330, 680, "3.1")
            .Text(60, 648, "B").Text(120, 648, "Fishing boats").Text(330, 648, "2.4")
            .Text(60, 628, "C").Text(
                120, 628, "Guests who stay no longer").Text(120, 616, "than three nights").Text(330, 628, "1.9")
            .Read();
        Assert.Equal(
            """
            | Berth | What it is for | Depth |
            | --- | --- | --- |
            | A | Barges that wait for the lock, at night only | 3.1 |
            | B | Fishing boats | 2.4 |
            | C | Guests who stay no longer than three nights | 1.9 |
            """,
            document.Text);
    }

    [Fact]
    public void A_table_that_goes_on_on_the_next_page_has_its_head_there_too()
    {
        var sheet = new PdfSheet().Bold(60, 760, "Day").Bold(200, 760, "Boat").Bold(340, 760, "Tons");
        for (var row = 0; row < 60; row++)
        {
            if (row == 30)
                sheet.NextPage();
            var y = 740 - (row % 30 * 20);
            sheet.Text(60, y, $"{row + 1} May").Text(200, y, row % 2 == 0 ? "Marta" : "Old Finn").Text(340, y, $"{row * 7}");
        }

        var document = sheet.Read();
        var second = document.Blocks.Single(b => b.Page == 2);
        Assert.StartsWith(
            "| Day | Boat | Tons |\n| --- | --- | --- |\n| 31 May | Marta | 210 |\n| 32 May |", document.Text[second.Start..],
            StringComparison.Ordinal);

        // What was added stands nowhere on the page; every word that does is where its box says.
        var boxes = document.Boxes[1].Decode().ToList();
        Assert.Equal(30 * 3 + 30 + 15, boxes.Count);
        Assert.Equal("31", document.Text.Substring(boxes[0].Start, boxes[0].Length));
        Assert.Equal("413", document.Text.Substring(boxes[^1].Start, boxes[^1].Length));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(6)]
    public void Columns_of_prose_stay_columns_though_they_share_baselines_and_a_narrow_gutter(double gutter)
    {
        string[] left =
        [
            "The harbour office opens at eight", "and closes when the last boat has", "come in, which in summer is never",
            "before ten; the keeper writes down",
            "every name and every sail that he", "has seen, and the book is kept for", "as long as the wall of the mole is",
        ];
        string[] right =
        [
            "A second book lies in the chapel", "where it was put after the great", "storm; nobody has written in it",
            "since then, but it is opened on",
            "the first Sunday of every spring", "and read aloud until the last of", "the candles has gone out for now",
        ];
        var sheet = new PdfSheet();
        var second = 60 + left.Max(l => PdfSheet.Width(l)) + gutter;
        var text = sheet.Lines(60, 700, 13, left).Lines(second, 700, 13, right).Read().Text;
        Assert.Equal($"{string.Join(' ', left)}\n\n{string.Join(' ', right)}", text);
    }

    [Fact]
    public void A_table_beside_a_column_of_prose_is_found_in_its_column()
    {
        var sheet = new PdfSheet().Lines(
            60, 700, 13, "The harbour office opens at eight in the", "morning and closes when the last boat has",
            "come in, which in summer is never before",
            "ten; the keeper writes down every name", "and every sail that he has seen, and the",
            "book is kept for as long as the wall of the", "mole is standing in the sea");
        string[][] rows =
            [["Boat", "Tons", "Crew"], ["Marta", "41", "5"], ["Old Finn", "12", "2"], ["Gull", "7", "1"], ["Ione", "63", "9"]];
        for (var row = 0; row < rows.Length; row++)
            sheet.Text(330, 700 - (row * 13), rows[row][0]).Text(
                420, 700 - (row * 13), rows[row][1]).Text(480, 700 - (row * 13), rows[row][2]);
        var document = sheet.Read();
        Assert.Equal([BlockKind.Paragraph, BlockKind.Table], document.Blocks.Select(b => b.Kind));
        Assert.Contains("| Old Finn | 12 | 2 |", document.Text, StringComparison.Ordinal);
        Assert.Contains("every sail that he has seen, and the book is kept", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dots_lead_from_a_title_to_its_page_on_one_line()
    {
        var sheet = new PdfSheet();
        string[] titles = ["The lower quay", "Rules for guests", "What a berth costs"];
        for (var i = 0; i < 3; i++)
            sheet.Text(60, 700 - (i * 16), $"{titles[i]} {new string('.', 60)} {(i * 11) + 3}");
        Assert.Equal("The lower quay … 3 Rules for guests … 14 What a berth costs … 25", sheet.Read().Text);
    }

    [Fact]
    public void The_boxes_of_a_cells_words_are_where_they_stand()
    {
        var document = new PdfSheet().Lines(60, 700, 24, "Lessee", "Keeper | deputy", "Yearly rent").Lines(
            260, 700, 24, "Ida Morrow", "Port of Selm", "1140 crowns").Read();
        var boxes = document.Boxes.Single().Decode().ToDictionary(b => document.Text.Substring(b.Start, b.Length));
        Assert.Equal(
            ["Lessee", "Ida", "Morrow", "Keeper", "\\|", "deputy", "Port", "of", "Selm", "Yearly", "rent", "1140", "crowns"],
            boxes.Keys);
        Assert.InRange(boxes["Selm"].X, 290, 305);
        Assert.InRange(boxes["Selm"].Y, 842 - 676 - 8, 842 - 676 - 6);
    }

    [Fact]
    public void A_page_of_thousands_of_scattered_words_is_read()
    {
        var sheet = new PdfSheet();
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
            sheet.Text(random.Next(590), random.Next(840), $"w{i}", 2);
        var words = sheet.Read().Text.Split([' ', '\n', '|']).ToHashSet();
        Assert.InRange(Enumerable.Range(0, 5_000).Count(i => words.Contains($"w{i}")), 4_500, 5_000);
    }
}
