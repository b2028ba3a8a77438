namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>The rules by which a statement says what a claim says. Each can only refuse. Thread-safe.</summary>
internal static class Bindings
{
    public static bool Hold(Support support) => FigureBinding.Holds(support) && HoldBesidesFigures(support);

    public static bool HoldBesidesFigures(Support support) =>
        NameBinding.Holds(support) && RowBinding.Holds(support) && PlaceBinding.Holds(support) && ClauseBinding.Holds(support)
            && ComparisonBinding.Holds(support) && DirectionBinding.Holds(support) && NegationBinding.Holds(support)
        && QuantityBinding.Holds(support) && ModalityBinding.Holds(support) && RoleBinding.Holds(support);
}
