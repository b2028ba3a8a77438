using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <summary>A value that is read piece by piece, with what SQLite throws meanwhile as the store's own exceptions.</summary>
/// <param name="blob">Disposed with it.</param>
internal sealed class SqliteTextStream(SqliteBlob blob) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => blob.Length;

    public override long Position
    {
        get => blob.Position;
        set => blob.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        SqliteFaults.Translated(() => blob.Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => blob.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            blob.Dispose();
        base.Dispose(disposing);
    }
}
