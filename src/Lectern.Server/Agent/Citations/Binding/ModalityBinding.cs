using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>What may be is not what must be. Thread-safe.</summary>
internal static class ModalityBinding
{
    public static bool Holds(Support support) => support.Claim.Text.Modals.All(m => Holds(support, m));

    private static bool Holds(Support support, Modal claimed)
    {
        var stated = support.Statement.Reading.Modals;
        if (claimed.Modality == Modality.Perhaps || stated.Count == 0)
            return true;

        // What is said of the same verb counts, else what is said at all.
        var ofVerb = claimed.Verb < 0 ? []
            : stated.Where(m => m.Verb >= 0 && support.Places(claimed.Verb).Contains(m.Verb)).ToList();
        var meant = (ofVerb.Count > 0 ? ofVerb : stated).Select(m => m.Modality).ToList();
        return claimed.Modality switch
        {
            Modality.Must => meant.Contains(Modality.Must),
            Modality.Should => meant.Contains(Modality.Should) || meant.Contains(Modality.Must),
            _ => meant.Contains(Modality.May) || !meant.Contains(Modality.Must),
        };
    }
}
