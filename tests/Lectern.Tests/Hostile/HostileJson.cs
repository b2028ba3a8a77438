using System.Text;

namespace Lectern.Tests.Hostile;

/// <summary>JSON texts that a stranger may send where any JSON is taken, as they stand in a body.</summary>
internal static class HostileJson
{
    /// <summary>Strings, with their quotes and escapes.</summary>
    public static IReadOnlyList<string> Strings { get; } =
    [
        "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00\"", "\"x\\udc00\\ud800y\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"",
        "\"a\\u0000b\"", "\"\\\\ud800\"", "\"\\u001b[2J\\u0007\"", "\"a\\r\\nX-Injected: 1\"", "\"\\u2028\\u2029\\u0085\"",
        "\"\\uffff\\ufdd0\"", "\"\\u202e\\u200b\\ufeff\"", "\"'; DROP TABLE files; --\"", "\"%00%ff\"", "\"../../../etc/passwd\"",
        "\"a\\\"b\\\\c\"", "\"{\\\"a\\\":1}\"", "\"$.a[0]\"", "\"null\"", "\"NaN\"", "\"\\t\"", "\"dir-0\"", "\"😀\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"1970-01-01\"", "\"(?:[\\\\s\\\\S]*x)?\"", "\"[\"", "\"a{1,100000}\"", "\"*\"",
        Quoted("x", 101), Quoted("x", 3_001), Quoted("x", 33_000), Quoted("x", 101_000), Quoted("\u0301", 3_000),
        Quoted("😀", 4_000), Quoted(".", 30_000), Quoted("\\n", 2_000),
    ];

    public static IReadOnlyList<string> Numbers { get; } =
    [
        "0", "-0", "1", "-1", "0.5", "1e999", "-1e999", "1e308", "5e-324", "1e-999", "2147483647", "2147483648", "-2147483649",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", new string('9', 400), "0." + new string('1', 2_000),
    ];

    public static IReadOnlyList<string> Others { get; } =
    [
        "null", "true", "false", "[]", "{}", "[null]", "[[]]", "[\"a\",1,null,{}]", "[\"\\ud800\"]", "{\"a\":1,\"a\":2}",
        "{\"\":1}", "{\"a\\\"b\":\"c\"}", "{\"a.b\":[\"c\"],\"[0]\":1,\"$\":2}", "{\"\\ud800\":1}", "{\"\\u0000\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":{\"b\":{\"c\":[1e999]}}}", "{\"__proto__\":{\"a\":1}}", "{\"a\":[\"x\",\"\\udc00\"]}",
        Nested(15), Nested(16), Nested(17), Nested(62), Nested(200),
        List(Enumerable.Range(0, 1_000).Select(i => $"{i}")), List(Enumerable.Repeat("\"x\"", 1_001)),
        $"{{{string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"k{i}\":{i}"))}}}",
        Filter("f", "\"in\"", "[]"), Filter("f", "\"nin\"", "[]"), Filter("f", "\"\\ud800\"", "1"),
        Filter("f", "\"eq\"", "\"\\ud800\""),
        Filter("f", "\"in\"", List(Enumerable.Range(0, 1_000).Select(i => $"{i}"))),
        Filter("f", "\"nin\"", List(Enumerable.Range(0, 1_000).Select(i => $"\"{i}\""))), Filter("f", "\"gt\"", "1e999"),
        "{\"f\":[{\"operator\":\"gt\",\"value\":1},{\"operator\":\"lt\",\"value\":true}]}",
        Filter("parsed_directory_file_id", "\"in\"", "[]"), Filter("parsed_directory_file_id", "\"nin\"", "[\"a\",\"b\"]"),
    ];

    /// <summary>Not JSON at all, or not a body.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        [], [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'],
        .. ((string[])
        [
            "{", "}", "[]", "null", "\"x\"", "1", "{\"name\":}", "{\"name\":\"x\"}}", "{'name':'x'}", "{\"name\":\"x\",}", "// x",
            "{\"a\":\"\u0001\"}", "{\"a\":01}", new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
            "{\"a\":" + new string(' ', 100_000) + "1}",
        ]).Select(Encoding.UTF8.GetBytes),
        [.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\",\"prompt\":\"x\",\"query\":\"x\"}"u8],
        [.. "{\"name\":\"x\",\"system_metadata\":{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}}"u8],
        [.. "{\""u8, 0xC0, 0x80, .. "\":1}"u8],
    ];

    public static IReadOnlyList<string> All { get; } = [.. Strings, .. Numbers, .. Others];

    /// <summary>Objects in objects, so many levels.</summary>
    public static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    private static string Filter(string field, string op, string value) =>
        $$"""{"{{field}}":{"operator":{{op}},"value":{{value}} } }""";

    private static string List(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string Quoted(string text, int times) => $"\"{string.Concat(Enumerable.Repeat(text, times))}\"";
}
