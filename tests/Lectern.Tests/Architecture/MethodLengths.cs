using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lectern.Tests.Architecture;

/// <summary>
/// How many lines the methods of an assembly have, from the first to the last that runs: the sequence points of its portable PDB
/// (format: PortablePdb-Metadata.md of github.com/dotnet/runtime). What an iterator or an asynchronous method becomes counts as
/// that method. Accessors, lambdas, and what a compiler or generator wrote do not count.
/// </summary>
internal static class MethodLengths
{
    public static IReadOnlyList<(string File, int Line, int Lines)> Of(Assembly assembly)
    {
        using var code = new PEReader(File.OpenRead(assembly.Location));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(
            File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
        var (metadata, reader) = (code.GetMetadataReader(), symbols.GetMetadataReader());
        return
        [
            .. metadata.MethodDefinitions.Where(m => IsWritten(metadata, metadata.GetMethodDefinition(m)))
                .Select(m => Extent(reader, reader.GetMethodDebugInformation(m.ToDebugInformationHandle())))
                .Where(m => m.Lines > 0 && !m.File.EndsWith(".g.cs", StringComparison.Ordinal)),
        ];
    }

    private static bool IsWritten(MetadataReader metadata, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
        return name == "MoveNext" && type.StartsWith('<')
            ? type.Contains(">d__", StringComparison.Ordinal)
            : !type.StartsWith('<') && (name.StartsWith('.') || (method.Attributes & MethodAttributes.SpecialName) == 0);
    }

    private static (string File, int Line, int Lines) Extent(MetadataReader reader, MethodDebugInformation method)
    {
        if (method.SequencePointsBlob.IsNil || method.Document.IsNil)
            return ("", 0, 0);
        var points = method.GetSequencePoints().Where(p => !p.IsHidden).ToList();
        if (points.Count == 0)
            return ("", 0, 0);
        var first = points.Min(p => p.StartLine);
        return (reader.GetString(reader.GetDocument(method.Document).Name), first, points.Max(p => p.EndLine) - first + 1);
    }
}
