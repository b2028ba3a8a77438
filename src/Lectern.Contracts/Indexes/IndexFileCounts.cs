namespace Lectern.Contracts;

public sealed record IndexFileCounts(int Total, int Ready, int Failed, int Pages, int PagesWithoutText);
