using System.Net;
using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Client.Http;

/// <summary>
/// Makes the exception of an error response. The body is <c>{"detail":"sentence"}</c> or
/// <c>{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing"}]}</c>; of anything else the status is told.
/// </summary>
internal static class ApiErrors
{
    public static async Task<LecternApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (detail, errors) = Detail(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        detail ??= $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
        return Of(
            response.StatusCode, detail, errors, RetryPolicy.Asked(response), CallTelemetry.RequestId(response));
    }

    public static LecternApiException Of(
        HttpStatusCode status, string detail, IReadOnlyList<ValidationError> errors, TimeSpan? retryAfter, string? requestId)
    {
        LecternApiException made = status switch
        {
            HttpStatusCode.BadRequest => new LecternBadRequestException(detail),
            HttpStatusCode.Unauthorized => new LecternAuthenticationException(detail),
            HttpStatusCode.Forbidden => new LecternPermissionException(detail),
            HttpStatusCode.NotFound => new LecternNotFoundException(detail),
            HttpStatusCode.Conflict => new LecternConflictException(detail),
            HttpStatusCode.UnprocessableEntity => new LecternValidationException(detail, errors),
            HttpStatusCode.TooManyRequests => new LecternRateLimitException(detail, retryAfter),
            >= HttpStatusCode.InternalServerError => new LecternServerException(status, detail),
            _ => new LecternApiException(status, detail, errors),
        };
        made.RequestId = requestId;
        return made;
    }

    private static (string? Detail, IReadOnlyList<ValidationError> Errors) Detail(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("detail", out var detail))
                return (null, []);
            if (detail.ValueKind == JsonValueKind.String)
                return (detail.GetString(), []);
            if (json.RootElement.Deserialize(ClientJson.Wire.HTTPValidationError)?.Detail is { Count: > 0 } errors)
                return (string.Join("; ", errors.Select(e => $"{string.Join('.', e.Loc)}: {e.Msg}")), errors);
        }
        catch (JsonException)
        {
            // A proxy's page, or half a body: the status has to tell.
        }

        return (null, []);
    }
}
