namespace Lectern.Tests.Indexing.Reading;

/// <summary>CSV, JSON, XML, notebooks, drawings, calendars.</summary>
public sealed class DataReadingTests
{
    [Theory]
    [InlineData("1,5;2,5\n3,5;4,5\n", "| 1,5 | 2,5 |\n| --- | --- |\n| 3,5 | 4,5 |")]
    [InlineData("a,b\n1,\"x;y\"\n", "| a | b |\n| --- | --- |\n| 1 | x;y |")]
    [InlineData("sep=|\na|b,c\n1|2\n", "| a | b,c |\n| --- | --- |\n| 1 | 2 |")]
    [InlineData("\"sep=;\"\na;b\n1;2\n", "| a | b |\n| --- | --- |\n| 1 | 2 |")]
    [InlineData(
        "Part,Size\nP1,\"5 inch\nP2,6\" wide\nP3,\"a, \"\"b\"\"\"\n",
        "| Part | Size |\n| --- | --- |\n| P1 | \"5 inch |\n| P2 | 6\" wide |\n| P3 | a, \"b\" |")]
    [InlineData(
        "Report 2031\nBranch;Velm;\n;;\nItem;Sum;Note\nCoal;12,5;x\nOil;3;y\n",
        "Report 2031\n\nBranch Velm\n\n| Item | Sum | Note |\n| --- | --- | --- |\n| Coal | 12,5 | x |\n| Oil | 3 | y |")]
    [InlineData(
        "Who\nAnna\nBo, the second, of Velm\nCy, the last\n",
        "| Who |\n| --- |\n| Anna |\n| Bo, the second, of Velm |\n| Cy, the last |")]
    [InlineData("name,\nada,1\nbo,2\n", "| name | |\n| --- | --- |\n| ada | 1 |\n| bo | 2 |")]
    public void CSV_is_cut_where_people_mean_it(string csv, string expected) => Assert.Equal(expected, Read.Text(csv, "a.csv"));

    [Fact]
    public void A_long_table_repeats_its_head()
    {
        var csv = "Part,Place\n" + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"P{i},shelf {i}\n"));
        Assert.Equal(3, Read.Text(csv, "a.csv").Split("| Part | Place |\n| --- | --- |").Length - 1);
    }

    [Fact]
    public void One_very_wide_row_does_not_widen_all_others()
    {
        var csv = new string(',', 500_000) + "x\n" + string.Concat(Enumerable.Repeat("a,b\n", 4000));
        Assert.True(Read.Text(csv, "a.csv").Length < 6_000_000);
    }

    [Theory]
    [InlineData(
        "a.json",
        """{"name":"Velm","berths":[{"id":1,"boat":"Orla"},{"id":2,"boat":"Wren"}],"tags":["a","b"]}""",
        "name: Velm\nberths\n  - id: 1, boat: Orla\n  - id: 2, boat: Wren\ntags: a, b")]
    [InlineData("a.json", """{"a":1,}""", "a: 1")]
    [InlineData("a.json", "{broken", "{broken")]
    [InlineData(
        "a.jsonl", "{\"id\":1,\"at\":{\"x\":2}}\n{\"id\":2,\"l\":[3,4]}\nno json\n",
        "id: 1, at.x: 2\nid: 2, l: 3, l: 4\nno json")]
    [InlineData(
        "a.xml",
        "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"x.dtd\"><a><b k=\"1\">x</b><c>one <i>two</i> three</c></a>",
        "a\n  b (k: 1): x\n  c: one two three")]
    [InlineData("a.rss", "<rss><item><d>&lt;p&gt;x &lt;b&gt;y&lt;/b&gt;&lt;/p&gt;</d></item></rss>", "rss\n  item\n    d: x y")]
    [InlineData("a.xml", "<a>&undefined;</a>", "<a>&undefined;</a>")]
    [InlineData(
        "a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Plan</title><style>t{}</style><text x=\"1\">Valve <tspan>V7</tspan>"
            + "</text></svg>",
        "# Plan\n\nValve V7")]
    [InlineData(
        "a.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/Berlin:20310304T091200\nSUMMARY:Pump\n  check\n"
            + "LOCATION:Hall 3\\, Velm\nATTENDEE;CN=\"Ilse\":mailto:i@e.org\nEND:VEVENT\nEND:VCALENDAR",
        "Event: Pump check\nBegins: 2031-03-04 09:12 (Europe/Berlin)\nPlace: Hall 3, Velm\nWith: Ilse <i@e.org>")]
    public void Data_is_readable_text(string name, string content, string expected) =>
        Assert.Equal(expected, Read.Text(content, name));

    [Fact]
    public void A_long_list_of_records_is_a_table()
    {
        var json = $"[{string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":{{i}},"boat":"Orla {{i}}"}"""))}]";
        Assert.StartsWith("| id | boat |\n| --- | --- |\n| 0 | Orla 0 |", Read.Text(json, "a.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_is_read_without_its_pictures()
    {
        const string notebook = """
            {"cells":[{"cell_type":"markdown","source":["# Yield\n","good"]},
            {"cell_type":"code","source":"print(1)","outputs":[{"output_type":"stream","text":["\u001b[31m81\u001b[0m\n"]},
            {"output_type":"display_data","data":{"image/png":"AAAA","text/plain":"<Figure>"}},
            {"output_type":"error","ename":"E","evalue":"bad"}]}],"nbformat":4}
            """;
        Assert.Equal("# Yield\n\ngood\n\n```\nprint(1)\n```\n\n81\n\n<Figure>\n\nE: bad", Read.Text(notebook, "a.ipynb"));
    }

    [Fact]
    public void Deep_data_is_no_trap()
    {
        Assert.NotEqual("", Read.Text(new string('[', 100_000), "a.json"));
        Assert.NotEqual("", Read.Text(string.Concat(Enumerable.Repeat("<a>", 100_000)), "a.xml"));
        Assert.NotEqual("", Read.Text($"<svg>{string.Concat(Enumerable.Repeat("<text>a", 50_000))}", "a.svg"));
    }

    /// <summary>A program that cuts a text by its length leaves half of a sign.</summary>
    [Theory]
    [InlineData("a.json", """{"a":"hello \ud83d","b":"x"}""", "a: hello \\ud83d\nb: x")]
    [InlineData("a.json", """{"a \ud83d":"hello","b":"x"}""", "a \\ud83d: hello\nb: x")]
    [InlineData("a.jsonl", "{\"a\":\"hello \\udc00\"}\n{\"a\":{\"\\ud83d\":[\"x\"]}}", "a: hello \\udc00\na.\\ud83d: x")]
    [InlineData(
        "a.ipynb",
        """{"\ud83d\ud83d":1,"cells":[{"\ud83d\ud83d\ud83d":1,"cell_type":"markdown","source":["hello \ud83d","x"]}]}""",
        "hello \\ud83dx")]
    public void Half_a_sign_in_JSON_is_shown_as_it_was_written(string name, string content, string expected) =>
        Assert.Equal(expected, Read.Text(content, name));

    [Theory]
    [InlineData("a.xml", "<b>x", "</b>", "<c>", "</c>")]
    [InlineData("a.json", "{\"b\":", "}", "\"", "\"")]
    public void Deep_data_is_not_built_again_at_each_level(string name, string open, string close, string before, string after)
    {
        var depth = name == "a.xml" ? 190 : 60;
        var words = string.Concat(Enumerable.Repeat("word ", 40_000));
        var data = string.Concat(Enumerable.Repeat(open, depth)) + before + words + after
            + string.Concat(Enumerable.Repeat(close, depth));
        Read.Text(data, name);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Read.Text(data, name);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        TestContext.Current.SendDiagnosticMessage($"{name}: {allocated:N0} bytes for {data.Length:N0} characters");
        Assert.InRange(allocated, 0, 60L * data.Length);
    }
}
