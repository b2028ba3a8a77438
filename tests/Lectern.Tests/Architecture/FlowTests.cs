using System.Text.RegularExpressions;
using Lectern.Server;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>The order of the server's folders, read from the compiled types: a folder names only what stands before it.</summary>
public sealed partial class FlowTests
{
    private const string Root = "Lectern.Server.";

    private static readonly string[] Floors =
    [
        "Text", "Platform", "Library", "Indexing", "Attachments", "Retrieval", "Agent", "Chat", "Dialects", "Evaluations",
        "Folder", "Operations", "Commands",
    ];

    private static readonly IReadOnlySet<TypeUse> Uses = TypeUses.Of(typeof(LecternApp).Assembly.Location);

    [Fact]
    public void A_folder_names_only_what_stands_before_it()
    {
        var against = Uses.Where(
            u => Floor(u.From) is >= 0 and var from && Floor(u.To) > from).Select(u => $"{u.From} names {u.To}");
        Assert.Empty(against.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        // Storage is named by who chooses it, the page's files by the program.
        var folders = Uses.SelectMany(u => new[] { u.From, u.To }).Where(t => t.StartsWith(Root, StringComparison.Ordinal))
            .Select(Folder).Where(f => f.Length > 0).Distinct().Except(["Storage", "ChatPage"]);
        Assert.Equal(Floors.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_pages_files_are_named_by_the_program_alone()
    {
        var naming = Uses.Where(u => Folder(u.To) == "ChatPage" && Folder(u.From) != "ChatPage").Select(u => u.From).Distinct();
        Assert.Equal([Root + "LecternApp", Root + "Serving"], naming.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_store_is_named_by_the_program_alone()
    {
        var naming = Uses.Where(u => Folder(u.To) == "Storage" && Folder(u.From) is not ("Storage" or "")).Select(u => u.From);
        Assert.Empty(naming.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_store_names_nothing_of_http()
    {
        var naming = NamingHttp();
        Assert.NotEmpty(naming["Chat"]);
        Assert.Empty(naming["Storage"]);
    }

    [Fact]
    public void A_database_is_named_under_Storage_alone()
    {
        using var module = TypeUses.Read(typeof(LecternApp).Assembly.Location);
        string[] databases = ["Microsoft.Data.Sqlite", "Dapper", "SQLitePCL", "Npgsql"];
        var naming = TypeUses.Foreign(module)
            .Where(u => databases.Any(d => u.To.StartsWith(d, StringComparison.Ordinal)))
            .ToLookup(u => Folder(u.From) == "Storage", u => $"{u.From} names {u.To}");
        Assert.NotEmpty(naming[true]);
        Assert.Empty(naming[false].Distinct());
    }

    [Fact]
    public void A_providers_types_are_named_where_models_are_made_alone()
    {
        using var module = TypeUses.Read(typeof(LecternApp).Assembly.Location);
        string[] providers = ["OpenAI.", "Anthropic.", "OllamaSharp.", "System.ClientModel."];
        string[] makers = [Root + "Agent.Models.", Root + "Platform.Outgoing.", Root + "Indexing.Embedding."];
        var naming = TypeUses.Foreign(module)
            .Where(u => providers.Any(p => u.To.StartsWith(p, StringComparison.Ordinal)))
            .ToLookup(u => makers.Any(m => u.From.StartsWith(m, StringComparison.Ordinal)), u => $"{u.From} names {u.To}");
        Assert.NotEmpty(naming[true]);
        Assert.Empty(naming[false].Distinct());
    }

    [Fact]
    public void The_program_itself_is_named_by_the_last_floor_alone()
    {
        var naming = Uses.Where(u => IsProgram(u.To) && !IsProgram(u.From)).Select(u => $"{u.From} names {u.To}");
        Assert.Equal([$"{Root}Commands.LocalServer names {Root}LecternApp"], naming.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_file_opens_or_cites_a_folder_that_stands_after_its_own()
    {
        // Constants and comments leave no trace in the compiled types.
        var folder = Path.Combine(Repository.Root, "src", "Lectern.Server");
        var against = from file in OwnFiles.Of("src/Lectern.Server", ".cs")
                      let path = Path.GetRelativePath(folder, file).Replace('\\', '/')
                      let own = Array.IndexOf(Floors, path.Split('/')[0])
                      where own >= 0
                      from Match named in Named().Matches(File.ReadAllText(file))
                      let to = named.Groups["folder"].Value
                      where Array.IndexOf(Floors, to) > own || to is "Storage" or "ChatPage"
                      select $"{path} names {to}";
        Assert.Empty(against.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_agent_names_nothing_of_http()
    {
        var naming = NamingHttp();
        Assert.NotEmpty(naming["Chat"]);
        Assert.Empty(naming["Agent"]);
    }

    /// <summary>What names something of HTTP, by its folder.</summary>
    private static ILookup<string, string> NamingHttp()
    {
        using var module = TypeUses.Read(typeof(LecternApp).Assembly.Location);
        return TypeUses.Foreign(module).Concat(Uses)
            .Where(u => u.To.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                || u.To.StartsWith(Root + "Platform.Http.", StringComparison.Ordinal))
            .Distinct().ToLookup(u => Folder(u.From), u => $"{u.From} names {u.To}");
    }

    /// <summary>A type of no folder.</summary>
    private static bool IsProgram(string type) =>
        type == "Program" || (type.StartsWith(Root, StringComparison.Ordinal) && !type[Root.Length..].Contains('.'));

    private static int Floor(string type) => Array.IndexOf(Floors, Folder(type));

    /// <summary>The top folder, or nothing for the program itself and for what the compiler generates.</summary>
    private static string Folder(string type) =>
        type.StartsWith(Root, StringComparison.Ordinal) && type[Root.Length..].Split('.') is [var folder, _, ..] ? folder : "";

    [GeneratedRegex(
        @"(^using (static )?(\w+ = )?|cref="")(Lectern\.Server\.)?(?<folder>[A-Z]\w*)[.;]", RegexOptions.Multiline)]
    private static partial Regex Named();
}
