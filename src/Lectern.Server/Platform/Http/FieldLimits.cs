using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>How long what clients name may be, in characters.</summary>
internal static class FieldLimits
{
    /// <summary>Of an id, of whatever form.</summary>
    public const int Id = 200;

    /// <summary>Of a project's or a key's name.</summary>
    public const int Label = RequestLimits.LabelCharacters;

    /// <summary>Of a file's or a directory's name.</summary>
    public const int Name = RequestLimits.NameCharacters;
}
