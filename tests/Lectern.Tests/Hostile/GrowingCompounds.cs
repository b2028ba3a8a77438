using System.Buffers.Binary;
using System.Text;
using Lectern.Tests.Indexing.Reading;

namespace Lectern.Tests.Hostile;

/// <summary>Messages of Outlook whose tables lie: streams share their sectors, and chains lead back.</summary>
internal static class GrowingCompounds
{
    private const int Sector = 512;

    /// <summary>Half of the file are attachments, all of which are the other half.</summary>
    public static byte[] SharedStream(int n)
    {
        var attachments = Math.Min(200, Math.Max(2, n / 1000));
        var streams = new List<(string, byte[])> { ("__substg1.0_0037001F", Encoding.Unicode.GetBytes("Pump")) };
        for (var i = 0; i < attachments; i++)
            streams.Add(($"__attach_version1.0_#{i:X8}/__substg1.0_37010102", Encoding.ASCII.GetBytes($"{i:0000}")));
        var file = CompoundWriter.Write([.. streams]);

        // Each attachment's stream becomes one long chain behind the file's own sectors.
        var own = file.Length / Sector;
        var grown = new byte[file.Length + (Math.Min(100, n / 2 / Sector) * Sector)];
        file.CopyTo(grown, 0);
        grown.AsSpan(file.Length).Fill((byte)'w');
        var first = own - 1;
        for (var i = 0; i < 128; i++)
        {
            if (i >= first && i < (grown.Length / Sector) - 1)
                Put(grown, Sector + (4 * i), i + 2 < grown.Length / Sector ? (uint)(i + 1) : 0xFFFFFFFE);
        }

        for (var at = Sector * 2; at + 128 <= file.Length; at += 128)
        {
            if (Encoding.Unicode.GetString(grown, at, 40) == "__substg1.0_37010102")
            {
                Put(grown, at + 116, (uint)first);
                Put(grown, at + 120, (uint)(grown.Length - file.Length));
            }
        }

        return grown;
    }

    /// <summary>The table of the table of sectors names itself.</summary>
    public static byte[] Loop(int n)
    {
        var file = CompoundWriter.Write(("__substg1.0_0037001F", new byte[600]));
        var at = file.Length;
        Array.Resize(ref file, at + Math.Max(Sector, n / Sector * Sector));
        for (var i = at; i + 4 <= file.Length; i += 4)
            Put(file, i, (uint)((at / Sector) - 1));
        Put(file, 68, (uint)((at / Sector) - 1));
        return file;
    }

    private static void Put(byte[] file, int at, uint number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), number);
}
