using System.Net;
using System.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Hostile;

/// <summary>Filters with no values, with many, and on fields with names that mean something to a database.</summary>
public sealed class FilterValueTests : IAsyncLifetime
{
    private const string Metadata =
        """{"a\"b":"x","a.b":["y","z"],"[0]":1,"$":true,"":"e","back\\slash":"s","ä 😀":"u","n":2.0,"'":"q"}""";

    private TestServer server = null!;
    private string index = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        foreach (var (name, metadata) in ((string, string)[])[("a.txt", Metadata), ("b.txt", "{}")])
        {
            var content = Encoding.UTF8.GetBytes($"The quay of {name} is made of granite.");
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(content), "upload_file", name }, { new StringContent(metadata), "metadata" },
            };
            var path = $"/api/v1/beta/directories/{directory}/files/upload";
            using var response = await server.Http.PostAsync(path, form, Cancellation);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        index = (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
        await server.UntilSyncedAsync(index);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("""{"a\"b":{"operator":"eq","value":"x"}}""", 1)]
    [InlineData("""{"a\"b":{"operator":"ne","value":"x"}}""", 1)]
    [InlineData("""{"a.b":{"operator":"eq","value":"z"}}""", 1)]
    [InlineData("""{"a.b":{"operator":"in","value":["q","y"]}}""", 1)]
    [InlineData("""{"[0]":{"operator":"gte","value":1}}""", 1)]
    [InlineData("""{"$":{"operator":"eq","value":true}}""", 1)]
    [InlineData("""{"":{"operator":"eq","value":"e"}}""", 1)]
    [InlineData("""{"back\\slash":{"operator":"eq","value":"s"}}""", 1)]
    [InlineData("""{"ä 😀":{"operator":"eq","value":"u"}}""", 1)]
    [InlineData("""{"'":{"operator":"in","value":["q",1,true]}}""", 1)]
    [InlineData("""{"n":{"operator":"in","value":[2]}}""", 1)]
    [InlineData("""{"n":{"operator":"in","value":["2",true]}}""", 0)]
    [InlineData("""{"$":{"operator":"in","value":[1]}}""", 0)]
    [InlineData("""{"n":{"operator":"in","value":[]}}""", 0)]
    [InlineData("""{"n":{"operator":"nin","value":[]}}""", 2)]
    public async Task A_condition_means_what_it_says_whatever_its_field_is_called(string filters, int files) =>
        Assert.Equal(files, await FoundAsync("custom_filters", filters));

    [Fact]
    public async Task An_empty_list_of_files_holds_no_file_and_leaves_none_out()
    {
        Assert.Equal(0, await FoundAsync("static_filters", """{"parsed_directory_file_id":{"operator":"in","value":[]}}"""));
        Assert.Equal(2, await FoundAsync("static_filters", """{"parsed_directory_file_id":{"operator":"nin","value":[]}}"""));
    }

    [Theory]
    [InlineData("in", 1)]
    [InlineData("nin", 1)]
    public async Task A_thousand_values_are_one_condition_and_one_more_is_refused(string op, int files)
    {
        var values = string.Join(',', Enumerable.Range(2, 500).Select(i => $"{i},\"v{i}\""));
        var condition = $$"""{"operator":"{{op}}","value":[{{values}}]}""";
        Assert.Equal(files, await FoundAsync("custom_filters", $$"""{"n":{{condition}} }"""));
        var fields = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"f{i}\":{condition}"));
        Assert.Equal(op == "in" ? 0 : 2, await FoundAsync("custom_filters", $"{{{fields}}}"));
        var more = condition.Replace("[", "[0,", StringComparison.Ordinal);
        using var refused = await SendAsync("custom_filters", $$"""{"n":{{more}} }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    private async Task<int> FoundAsync(string field, string filters)
    {
        using var response = await SendAsync(field, filters);
        var found = (await TestServer.JsonOf(response)).GetProperty("results").EnumerateArray();
        return found.Select(r => r.GetProperty("static_fields").Text("parsed_directory_file_id")).Distinct().Count();
    }

    private async Task<HttpResponseMessage> SendAsync(string field, string filters)
    {
        var body = $$"""{"index_id":"{{index}}","query":"quay","{{field}}":{{filters}} }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Http.PostAsync("/api/v1/retrieval/retrieve", content, Cancellation);
    }
}
