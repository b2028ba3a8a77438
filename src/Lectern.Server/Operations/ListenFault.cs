using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Lectern.Server.Operations;

/// <summary>Why the server cannot listen where it was told to, in a sentence for the person who starts it.</summary>
internal static class ListenFault
{
    private const string Otherwise = "or choose another address with LECTERN_URLS.";

    /// <returns>Null when the fault is another one.</returns>
    public static string? Sentence(Exception fault, IReadOnlyList<string> urls) => fault switch
    {
        IOException { InnerException: AddressInUseException } => $"{fault.Message} Stop what listens there, {Otherwise}",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"This user may not listen on {string.Join(", ", urls)}: take a port from 1024 on, {Otherwise}",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"This machine has no address as in {string.Join(", ", urls)}: name one of its own, such as 127.0.0.1, {Otherwise}",
        SocketException => $"The server cannot listen on {string.Join(", ", urls)}: {fault.Message}. Mend that, {Otherwise}",
        _ => null,
    };
}
