namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>All for some, only where it was not said.</summary>
internal sealed class ScopeSwap() : WordSwap(
    "scope",
    [
        .. Pairs(
            "all/some All/Some every/some Most/Few many/all Many/All some/most Some/Most "
            + "always/sometimes often/always usually/rarely several/all mainly/exclusively "
            + "primarily/exclusively mostly/entirely majority/minority half/all generally/never"),
        (@"(?<!\bthe |\p{L})most(?= \p{L}+s\b)", "few"), (@"(?<!\p{L})only(?!\p{L})", "also"),
        (@"(?<= )(is|are|was|were) (?=\p{Ll}+ed (?:in|by|at|for) )", "$1 only "),
        ("(?<!\\p{L})alle(?!\\p{L})", "einige"), ("(?<!\\p{L})nur(?!\\p{L})", "auch"),
    ]);
