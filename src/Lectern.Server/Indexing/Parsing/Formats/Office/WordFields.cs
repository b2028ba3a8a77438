using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>The fields of an old form: ticked boxes and chosen entries, which have no text of their own.</summary>
internal static class WordFields
{
    /// <returns>Null where a field shows its own text.</returns>
    public static string? Shown(FormFieldData field)
    {
        if (field.GetFirstChild<CheckBox>() is { } box)
            return Box(box.GetFirstChild<Checked>()?.Val?.Value ?? (box.GetFirstChild<Checked>() is not null || IsDefault(box)));
        if (field.GetFirstChild<DropDownListFormField>() is not { } list)
            return null;
        var entries = list.Elements<ListEntryFormField>().ToList();
        var chosen = list.DropDownListSelection?.Val?.Value ?? list.DefaultDropDownListItemIndex?.Val?.Value ?? 0;
        return chosen >= 0 && chosen < entries.Count ? entries[chosen].Val?.Value : null;
    }

    public static string Box(bool isTicked) => isTicked ? "[x]" : "[ ]";

    private static bool IsDefault(CheckBox box) =>
        box.GetFirstChild<DefaultCheckBoxFormFieldState>() is { } state && (state.Val is null || state.Val.Value);
}
