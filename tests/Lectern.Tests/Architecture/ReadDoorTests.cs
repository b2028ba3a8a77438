using System.Reflection;
using Lectern.Server;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;
using Mono.Cecil;

namespace Lectern.Tests.Architecture;

/// <summary>A store reads through a function that translates SQLite's exceptions: nobody gets a connection otherwise.</summary>
public sealed class ReadDoorTests
{
    [Theory]
    [InlineData(typeof(SqliteDatabase))]
    [InlineData(typeof(SqliteIndexContents))]
    [InlineData(typeof(SqliteIndexContentsFolder))]
    public void A_database_hands_no_connection_out(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var handing = type.GetMethods(All).Where(m => !m.IsPrivate && m.ReturnType == typeof(SqliteConnection));
        Assert.Empty(handing.Select(m => m.Name));
    }

    [Fact]
    public void A_connection_is_made_only_where_its_exceptions_are_translated()
    {
        using var module = ModuleDefinition.ReadModule(typeof(LecternApp).Assembly.Location);
        var makers = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(
                i => i.Operand is MethodReference { Name: ".ctor", DeclaringType.Name: nameof(SqliteConnection) }))
            .Select(m => Outermost(m.DeclaringType).Name).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                nameof(SqliteDatabase), nameof(SqliteIndexContents), nameof(SqliteIndexContentsFolder),
                nameof(SqlitePendingVectors), nameof(SqliteStoreCopy), nameof(WriterConnection),
            ],
            makers);
    }

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
