using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// JSON and XML as text: a small part is a block of indented lines, a list of records a table, and what is larger a heading
/// with its parts below.
/// </summary>
internal sealed class DataText(DocumentBuilder builder, Action<int> sign)
{
    private const int MaxBlock = 800;
    private const int MaxColumns = 24;
    private const int MaxTableRows = 2000;
    private const int MaxCell = 200;
    private const int SignEvery = 2000;

    private int blocks;

    public void Write(DataNode node, int depth = 1)
    {
        if (builder.IsFull)
            return;
        if (++blocks % SignEvery == 0)
            sign(1);
        if (Lines(node) is { } lines)
        {
            builder.Add(BlockKind.Paragraph, lines);
            return;
        }

        builder.Heading(depth, node.Label);
        if (node.Value is { } value)
            builder.Add(BlockKind.Paragraph, value);
        if (node.IsList && Columns(node) is { } columns)
            Table(node, columns);
        else
            Parts(node, depth + 1);
    }

    /// <summary>Values that stand beside each other are one block.</summary>
    private void Parts(DataNode node, int depth)
    {
        var values = new StringBuilder();
        foreach (var child in node.Children)
        {
            if (builder.IsFull)
                return;
            if (child.IsLeaf && values.Length + (child.Value?.Length ?? 0) < MaxBlock)
            {
                values.Append(Leaf(child)).Append('\n');
                continue;
            }

            End();
            if (child.IsLeaf)
                builder.Add(BlockKind.Paragraph, Leaf(child));
            else
                Write(child, depth);
        }

        End();

        void End()
        {
            builder.Add(BlockKind.Paragraph, values.ToString());
            values.Clear();
        }
    }

    /// <returns>Null when it is too long for one block.</returns>
    private static string? Lines(DataNode node)
    {
        if (node.Length > MaxBlock)
            return null;
        var text = new StringBuilder();
        return Add(node, 0, false, text) ? text.ToString() : null;
    }

    private static bool Add(DataNode node, int indent, bool isEntry, StringBuilder text)
    {
        text.Append(' ', indent).Append(isEntry ? "- " : "");
        if (node.IsLeaf)
        {
            text.Append(Leaf(node)).Append('\n');
            return text.Length <= MaxBlock;
        }

        if (node.IsList && node.Children.All(c => c is { IsLeaf: true, Name: "" }))
        {
            text.Append(node.Label).Append(node.Name.Length > 0 ? ": " : "");
            text.AppendJoin(", ", node.Children.Select(c => c.Value)).Append('\n');
            return text.Length <= MaxBlock;
        }

        if (isEntry && node.Label.Length == 0 && node.Children.All(c => c.IsLeaf))
        {
            text.AppendJoin(", ", node.Children.Select(Leaf)).Append('\n');
            return text.Length <= MaxBlock;
        }

        var inner = indent + (isEntry ? 2 : 0);
        if (node.Label.Length > 0 || node.Value is not null)
        {
            text.Append(Leaf(node)).Append('\n');
            inner += 2;
        }
        else if (isEntry)
        {
            text.Append('\n');
        }

        foreach (var child in node.Children)
        {
            if (text.Length > MaxBlock || !Add(child, inner, node.IsList, text))
                return false;
        }

        return text.Length <= MaxBlock;
    }

    private static string Leaf(DataNode node) => node.Value is null ? node.Label
        : node.Name.Length == 0 ? node.Value
        : $"{node.Label}: {node.Value}";

    /// <returns>The names of flat records that have most of them in common; null when they are none.</returns>
    private static List<string>? Columns(DataNode list)
    {
        if (list.Children.Count < 2 || list.Children.Any(c => c.IsLeaf || c.IsList))
            return null;
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var cells = 0L;
        foreach (var record in list.Children)
        {
            foreach (var field in record.Children)
            {
                if (!field.IsLeaf || field.Value?.Length > MaxCell)
                    return null;
                cells++;
                if (!known.Add(field.Name))
                    continue;
                names.Add(field.Name);
                if (names.Count > MaxColumns)
                    return null;
            }
        }

        return cells * 2 >= (long)names.Count * list.Children.Count ? names : null;
    }

    private void Table(DataNode list, List<string> columns)
    {
        foreach (var part in list.Children.Chunk(MaxTableRows))
        {
            if (builder.IsFull)
                return;
            var table = new MarkdownTable();
            table.AddRow(columns.Select(c => new GridCell(c)));
            foreach (var record in part)
            {
                var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
                foreach (var field in record.Children)
                    cells.TryAdd(field.Name, field.Value);
                table.AddRow(columns.Select(c => new GridCell(cells.GetValueOrDefault(c) ?? "")));
            }

            builder.Add(BlockKind.Table, table.ToString());
            sign(1);
        }
    }
}
