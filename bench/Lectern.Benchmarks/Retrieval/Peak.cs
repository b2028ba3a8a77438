using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lectern.Benchmarks.Retrieval;

/// <summary>What the machine's cores can do at most.</summary>
internal static class Peak
{
    private const int Chains = 12;
    private const int Steps = 20_000_000;

    /// <summary>Operations a second of fused multiply-adds of float32 on all cores, best of five.</summary>
    public static double Measure()
    {
        var best = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            Parallel.For(0, Environment.ProcessorCount, _ => Run());
            var width = Avx512F.IsSupported ? 16 : Vector<float>.Count;
            best = Math.Max(best, Environment.ProcessorCount * (double)Steps * Chains * width * 2 / watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    /// <summary>Twelve independent chains hide the latency of a step.</summary>
    private static float Run() => Avx512F.IsSupported ? Run512() : RunAny();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512()
    {
        var factor = Vector512.Create(0.999f);
        var (a, b, c, d, e, f) = (factor, factor, factor, factor, factor, factor);
        var (g, h, i, j, k, l) = (factor, factor, factor, factor, factor, factor);
        for (var step = 0; step < Steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor);
            b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor);
            d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor);
            f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor);
            h = Vector512.FusedMultiplyAdd(h, factor, factor);
            i = Vector512.FusedMultiplyAdd(i, factor, factor);
            j = Vector512.FusedMultiplyAdd(j, factor, factor);
            k = Vector512.FusedMultiplyAdd(k, factor, factor);
            l = Vector512.FusedMultiplyAdd(l, factor, factor);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float RunAny()
    {
        var factor = new Vector<float>(0.999f);
        var (a, b, c, d, e, f) = (factor, factor, factor, factor, factor, factor);
        var (g, h, i, j, k, l) = (factor, factor, factor, factor, factor, factor);
        for (var step = 0; step < Steps; step++)
        {
            a = Vector.FusedMultiplyAdd(a, factor, factor);
            b = Vector.FusedMultiplyAdd(b, factor, factor);
            c = Vector.FusedMultiplyAdd(c, factor, factor);
            d = Vector.FusedMultiplyAdd(d, factor, factor);
            e = Vector.FusedMultiplyAdd(e, factor, factor);
            f = Vector.FusedMultiplyAdd(f, factor, factor);
            g = Vector.FusedMultiplyAdd(g, factor, factor);
            h = Vector.FusedMultiplyAdd(h, factor, factor);
            i = Vector.FusedMultiplyAdd(i, factor, factor);
            j = Vector.FusedMultiplyAdd(j, factor, factor);
            k = Vector.FusedMultiplyAdd(k, factor, factor);
            l = Vector.FusedMultiplyAdd(l, factor, factor);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
