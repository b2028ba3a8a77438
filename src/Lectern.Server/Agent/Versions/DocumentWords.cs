using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>
/// Words that name documents and their parts, documents that change others, and changes; English, German, French, Spanish. By
/// words in lower case without accents. Thread-safe.
/// </summary>
internal static class DocumentWords
{
    private static readonly HashSet<string> Documents = WordList.Set("""
        agreement agreements contract contracts lease treaty convention policy policies handbook manual guide guideline guidelines
        terms conditions rules rule regulation regulations directive bylaw bylaws statute statutes act code charter protocol
        specification spec datasheet sheet document documents file text paper page form list annex appendix schedule exhibit
        section sections clause clauses article articles paragraph paragraphs chapter part item table title heading no number
        version versions edition editions revision draft final copy current original old older new newer latest update updated
        notice memo memorandum letter circular bulletin order decision note notes information info
        vertrag vertrages vertrags vereinbarung richtlinie handbuch anleitung leitfaden ordnung satzung regelung regelungen
        vorschrift vorschriften gesetz verordnung bedingungen dokument datei anlage anhang abschnitt ziffer klausel artikel absatz
        paragraf paragraph kapitel teil punkt tabelle nummer nr fassung stand entwurf neu neue neuer neues alt alte alter
        rundschreiben mitteilung beschluss schreiben brief merkblatt
        contrat convention reglement politique manuel conditions document annexe article clause alinea chapitre section
        contrato acuerdo convenio reglamento politica manual condiciones documento anexo articulo clausula apartado capitulo
        """);

    /// <summary>What is changed by another document.</summary>
    private static readonly HashSet<string> Rules = WordList.Set("""
        agreement agreements contract contracts lease clause clauses policy policies handbook guideline guidelines regulation
        regulations directive bylaw bylaws statute statutes version edition annex appendix vertrag vertrages vertrags vereinbarung
        richtlinie satzung klausel ziffer fassung verordnung ordnung handbuch regelung anlage contrat reglement politique clause
        avenant contrato clausula politica reglamento anexo
        """);

    /// <summary>What is so where its number stands behind it.</summary>
    private static readonly HashSet<string> Parts = WordList.Set("""
        section sections article articles paragraph paragraphs chapter item rule rules abschnitt artikel absatz paragraf kapitel
        punkt alinea articulo apartado
        """);

    private static readonly HashSet<string> OfPeriods = WordList.Set("""
        report reports annual quarterly monthly weekly daily quarter month week year half results statement statements minutes
        invoice invoices receipt bill payslip log logs journal diary newsletter news forecast budget balance accounts q1 q2 q3 q4
        fy bericht jahresbericht quartalsbericht monatsbericht geschaftsbericht protokoll rechnung rechnungen abrechnung bilanz
        quartal halbjahr jahr monat woche rapport facture bilan informe factura balance
        """);

    private static readonly string[] Amendments = WordList.Of("""
        amendment amending addendum addenda corrigendum erratum errata supersession nachtrag anderung erganzungsvereinbarung
        berichtigung neufassung avenant modificatif rectificatif enmienda adenda modificacion modificatori emendament wijziging
        addendo
        """);

    private static readonly string[] Changes = WordList.Of("""
        amend supersed replac overrid revis modif chang substitut extend increas reduc rais lower shorten prolong restat delet
        ersetz geander ander abgeander verlanger verkurz erhoh herabgesetzt herabsetz angehoben gesenkt aufgehoben abgelost
        neugefasst remplac prolong porte sustitu reemplaz ampli
        """);

    /// <summary>Whether a word names a document or a part of one, and says nothing of what it is about.</summary>
    public static bool IsDocument(string word) => Documents.Contains(word) || IsAmendment(word);

    /// <summary>Whether a word names what another document may change.</summary>
    public static bool IsRule(string word) => Rules.Contains(word);

    /// <summary>Whether a word with a number behind it does.</summary>
    public static bool IsPart(string word) => Parts.Contains(word);

    /// <summary>Whether a word names a document that changes another.</summary>
    public static bool IsAmendment(string word) => Begins(word, Amendments);

    /// <summary>Whether a word says that something is changed or takes another's place.</summary>
    public static bool IsChange(string word) => Begins(word, Changes) || word is "instead" or "statt" or "anstelle" or "anstatt";

    /// <summary>Whether a word names what is written anew for each period, and so is no version of the last one.</summary>
    public static bool IsOfPeriod(string word) => OfPeriods.Contains(word);

    private static bool Begins(string word, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (word.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
