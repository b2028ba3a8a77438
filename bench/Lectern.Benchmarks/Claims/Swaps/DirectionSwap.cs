namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The other direction: rose for fell, at least for at most.</summary>
internal sealed class DirectionSwap() : WordSwap("direction", Pairs(
    "increased/decreased increases/decreases increase/decrease increasing/decreasing rose/fell grew/shrank "
    + "upregulated/downregulated elevated/reduced improved/worsened gain/loss upward/downward above/below "
    + "upper/lower maximum/minimum highest/lowest largest/smallest at_least/at_most more_than/less_than "
    + "up_to/at_least before/after first/last early/late positive/negative northern/southern north/south "
    + "east/west opened/closed inside/outside upstream/downstream long/short high/low strong/weak"));
