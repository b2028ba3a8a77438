using Lectern.Contracts;

namespace Lectern.Web.Access;

/// <summary>The key of a link, which the server knows, where this browser keeps another.</summary>
/// <param name="Kept">The kept key's project; null when that key no longer works.</param>
internal sealed record KeyOffer(string Key, Project Offered, Project? Kept)
{
    public bool IsSameProject => Kept?.Id == Offered.Id;

    /// <summary>A stranger's project can have any name.</summary>
    public bool IsSameName => !IsSameProject && Kept?.Name == Offered.Name;
}
