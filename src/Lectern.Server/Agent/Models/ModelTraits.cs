using Lectern.Server.Platform.Outgoing;

namespace Lectern.Server.Agent.Models;

/// <param name="Names">What its settings are called.</param>
/// <param name="Sees">Whether it is shown images.</param>
internal sealed record ModelTraits(ProviderNames Names, bool Sees)
{
    /// <summary>Of a model that says nothing about itself.</summary>
    public static ModelTraits Unknown { get; } = new(ProviderNames.OpenAi, false);
}
