using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Lectern.Server.Platform.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Lectern.Server.Commands;

/// <summary>
/// An agent at standard input and output, a message a line. When the input ends, it is over only once everything is answered
/// (the package's own transport drops what still runs); when the agent has left, at once. Thread-safe.
/// </summary>
internal sealed class McpStdio : ITransport
{
    private const int ParseError = -32700;

    private static readonly JsonTypeInfo<JsonRpcMessage> Message =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private static readonly JsonTypeInfo<CancelledNotificationParams> CancelledParams =
        (JsonTypeInfo<CancelledNotificationParams>)McpJsonUtilities.DefaultOptions.GetTypeInfo(
            typeof(CancelledNotificationParams));

    private readonly Channel<JsonRpcMessage> incoming = Channel.CreateUnbounded<JsonRpcMessage>();
    private readonly Stream output = Console.OpenStandardOutput();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lock gate = new();
    private readonly Dictionary<RequestId, int> unanswered = [];
    private readonly CancellationToken left;
    private bool hasEnded;

    /// <param name="left">Cancelled when the agent has left.</param>
    public McpStdio(CancellationToken left)
    {
        this.left = left;
        _ = Task.Run(ReadAsync, CancellationToken.None);
    }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => incoming.Reader;

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(message, Message), cancellationToken);
        }
        finally
        {
            if (message is JsonRpcMessageWithId answer and not JsonRpcRequest)
                Answered(answer.Id);
        }
    }

    public ValueTask DisposeAsync()
    {
        incoming.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync()
    {
        try
        {
            // A read of the console cannot be called off: what waits for it is.
            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            while (await input.ReadLineAsync(left).AsTask().WaitAsync(left) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                    await TakeAsync(line);
            }

            Ended();
        }
        catch (Exception e)
        {
            incoming.Writer.TryComplete(e is OperationCanceledException or IOException ? null : e);
        }
    }

    private async Task TakeAsync(string line)
    {
        JsonRpcMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(line, Message);
        }
        catch (JsonException)
        {
            message = null;
        }

        switch (message)
        {
            case null:
                var fault = $$"""{"code":{{ParseError}},"message":"The line is no message of JSON-RPC."}""";
                await WriteAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":null,"error":{{fault}}}"""), left);
                return;
            case JsonRpcRequest request when Encoding.UTF8.GetByteCount(line) > RequestJson.MaxBodyBytes:
                await SendMessageAsync(TooLarge(request.Id), left);
                return;
            case JsonRpcRequest request:
                lock (gate)
                    unanswered[request.Id] = unanswered.GetValueOrDefault(request.Id) + 1;
                break;
            case JsonRpcNotification { Method: NotificationMethods.CancelledNotification } cancelled
                when IdOf(cancelled) is { } id:
                // It gets no answer.
                Answered(id);
                break;
        }

        await incoming.Writer.WriteAsync(message, left);
    }

    /// <returns>Null for a notification that names no call.</returns>
    private static RequestId? IdOf(JsonRpcNotification cancelled)
    {
        try
        {
            return cancelled.Params?.Deserialize(CancelledParams)?.RequestId;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonRpcError TooLarge(RequestId id) => new()
    {
        Id = id,
        Error = new JsonRpcErrorDetail
        {
            Code = (int)McpErrorCode.InvalidRequest,
            Message = $"The message is larger than {RequestJson.MaxBodyBytes / 1024 / 1024} MiB.",
        },
    };

    private async Task WriteAsync(byte[] message, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(message, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    private void Ended()
    {
        lock (gate)
            hasEnded = true;
        Answered(null);
    }

    /// <param name="id">Of what is answered; two calls may have the same.</param>
    private void Answered(RequestId? id)
    {
        lock (gate)
        {
            if (id is { } answered && unanswered.Remove(answered, out var calls) && calls > 1)
                unanswered.Add(answered, calls - 1);
            if (hasEnded && unanswered.Count == 0)
                incoming.Writer.TryComplete();
        }
    }
}
