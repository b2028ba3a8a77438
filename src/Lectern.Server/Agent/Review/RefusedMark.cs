using Lectern.Contracts;

namespace Lectern.Server.Agent.Review;

/// <summary>A mark that was left out of an answer.</summary>
/// <param name="At">Where it would stand: UTF-16 offset in the text.</param>
/// <param name="Contradiction">Where its passage says otherwise; null when it only does not say it.</param>
internal sealed record RefusedMark(int At, Citation? Contradiction);
