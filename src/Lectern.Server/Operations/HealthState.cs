using Lectern.Contracts;

namespace Lectern.Server.Operations;

/// <param name="Word">One of <see cref="ServerHealth"/>.</param>
/// <param name="Fault">Why nothing can be stored; null when it can.</param>
/// <param name="Degraded">The parts of the server that do not do their work.</param>
internal sealed record HealthState(string Word, string? Fault, IReadOnlyList<string> Degraded);
