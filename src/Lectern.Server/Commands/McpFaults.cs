using System.Net;
using Lectern.Client;

namespace Lectern.Server.Commands;

/// <summary>What it means for a person that the server behind <c>lectern mcp</c> could not be asked.</summary>
internal static class McpFaults
{
    /// <param name="server">Null where none was found yet.</param>
    public static string Sentence(Exception fault, Uri? server) => fault switch
    {
        // Whatever finds the server says it in a sentence.
        CommandException or LecternException => fault.Message,
        _ when server is null => fault.Message,
        _ when Status(fault) is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{server} refuses the key.",
        _ when Status(fault) is HttpStatusCode.RequestEntityTooLarge => $"{server} does not take a call of this size.",
        _ when IsUnreachable(fault) => $"{server} does not answer: {fault.Message}",
        _ => $"{server} does not answer as the Model Context Protocol: {fault.Message}",
    };

    public static int ExitCode(Exception fault) => IsUnreachable(fault) ? ExitCodes.Unreachable : ExitCodes.Failed;

    private static bool IsUnreachable(Exception fault) => Causes(fault).Any(
        e => e is TimeoutException or OperationCanceledException or IOException or HttpRequestException { StatusCode: null });

    private static HttpStatusCode? Status(Exception fault) =>
        Causes(fault).OfType<HttpRequestException>().FirstOrDefault()?.StatusCode;

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
            yield return e;
    }
}
