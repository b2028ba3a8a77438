using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>A request whose fields are wrong: status 422 and a list of what is wrong where.</summary>
internal sealed class ValidationException(IReadOnlyList<ValidationError> errors) : Exception("The request is not valid.")
{
    public IReadOnlyList<ValidationError> Errors { get; } = errors;
}
