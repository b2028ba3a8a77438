using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// A transformer encoder in ONNX Runtime, one text at a time. Feeds what the graph asks for of input_ids, attention_mask,
/// token_type_ids and position_ids, int32 or int64, all [1, tokens]. Thread-safe.
/// </summary>
internal sealed class OnnxEncoder : IDisposable
{
    private static readonly string[] Known = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];

    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly string output;

    /// <param name="outputs">Names of the output to read, the most wanted first; else the graph's first.</param>
    /// <exception cref="EmbeddingException">It is no such graph.</exception>
    public OnnxEncoder(string path, int threads, params string[] outputs)
    {
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };

            // Threads that wait must not take the cores from the rest of the server.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new EmbeddingException($"The model {path} cannot be loaded: {e.Message}", e);
        }

        if (session.InputMetadata.Keys.Except(Known).FirstOrDefault() is { } unknown)
        {
            session.Dispose();
            throw new EmbeddingException($"The model {path} wants an input {unknown}; known are {string.Join(", ", Known)}.");
        }

        output = outputs.FirstOrDefault(session.OutputMetadata.ContainsKey) ?? session.OutputMetadata.Keys.First();
        if (session.OutputMetadata[output].ElementDataType is not TensorElementType.Float and var type)
        {
            session.Dispose();
            throw new EmbeddingException(
                $"The model {path} gives {output} as {type}; float32 can be read, which exports of float32 and of int8 give.");
        }
    }

    /// <summary>The output's name and its last dimension, -1 where the graph does not say.</summary>
    public (string Name, int Width) Output => (output, session.OutputMetadata[output].Dimensions is [.., var last] ? last : -1);

    /// <summary>The output for one text, row by row.</summary>
    /// <param name="segments">0 or 1 for each token; null for a single text.</param>
    public float[] Run(IReadOnlyList<int> ids, IReadOnlyList<int>? segments = null)
    {
        var inputs = session.InputMetadata.ToDictionary(
            i => i.Key,
            i => Tensor(i.Value.ElementDataType, ids.Count, i.Key switch
            {
                "input_ids" => n => ids[n],
                "attention_mask" => _ => 1,
                "token_type_ids" => n => segments?[n] ?? 0,
                _ => n => n,
            }));
        try
        {
            using var outputs = session.Run(run, inputs, [output]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException e)
        {
            throw new EmbeddingException($"The embedding model failed: {e.Message}", e);
        }
        finally
        {
            foreach (var input in inputs.Values)
                input.Dispose();
        }
    }

    public void Dispose()
    {
        session.Dispose();
        run.Dispose();
    }

    private static OrtValue Tensor(TensorElementType type, int length, Func<int, int> value)
    {
        long[] shape = [1, length];
        return type == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, length).Select(value).ToArray(), shape)
            : OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, length).Select(n => (long)value(n)).ToArray(), shape);
    }
}
