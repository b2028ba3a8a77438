namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A page's paragraphs and tables in reading order, before they are text.</summary>
internal sealed record PageParts(int Number, double Width, double Height, List<PagePart> Parts)
{
    /// <summary>What the page shows beside its own text, such as what its form was filled with; read last.</summary>
    public List<PageBlock> Added { get; } = [];

    /// <summary>Where its pictures are, from the page's top left.</summary>
    public List<Box> Pictures { get; } = [];

    public PageLayout Build(Hyphens hyphens)
    {
        var layout = new PageLayout(Number, Width, Height, []) { Pictures = Pictures };
        if (!Legibility.IsText(this))
            return layout with { IsJumble = true };
        foreach (var part in Parts)
        {
            if (part.Build(hyphens) is { } block)
                layout.Blocks.Add(block);
        }

        layout.Blocks.AddRange(Added);
        return layout;
    }
}
