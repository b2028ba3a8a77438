namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A word that says of how many something holds: all, most, only.</summary>
internal sealed record Quantifier(int At, Quantity Quantity)
{
    /// <summary>Whether what holds of so many may not be said of all.</summary>
    public bool IsRestrictive => Quantity is Quantity.Most or Quantity.Some or Quantity.Few;
}
