using System.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Retrieval;

public sealed class ReadHttpTests
{
    [Fact]
    public async Task A_part_of_a_text_is_counted_in_code_points()
    {
        const string text = "A 🔭 stands hére.\n\n漢字 🌱🌍 e\u0301nd";
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(("a.txt", Encoding.UTF8.GetBytes(text)))).Text("id");
        var found = await server.PostAsync("/api/v1/retrieval/files/find", new { index_id = index });
        var file = found.GetProperty("items")[0].Text("file_id");
        var runes = text.EnumerateRunes().ToList();
        for (var offset = 0; offset <= runes.Count + 2; offset++)
        {
            foreach (var length in (int?[])[null, 0, 1, 3, 1_000, int.MaxValue])
            {
                var read = await server.PostAsync(
                    "/api/v1/retrieval/files/read", new { index_id = index, file_id = file, offset, max_length = length });
                var there = runes.Skip(offset).Take(length ?? int.MaxValue);
                Assert.Equal(string.Concat(there), read.Text("content"));
            }
        }

        var beyond = await server.PostAsync(
            "/api/v1/retrieval/files/read",
            new { index_id = index, file_id = file, offset = int.MaxValue, max_length = int.MaxValue });
        Assert.Equal("", beyond.Text("content"));
    }
}
