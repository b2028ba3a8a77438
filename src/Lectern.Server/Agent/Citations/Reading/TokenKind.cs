namespace Lectern.Server.Agent.Citations.Reading;

internal enum TokenKind
{
    Word,
    Number,
    Sign,
}
