using Lectern.Server.Indexing.Embedding.Onnx;

namespace Lectern.Tests.Fakes;

/// <summary>Models of a few words as sentence-transformers would export them.</summary>
internal static class TinyOnnx
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "bad", "boat", "bread"];

    /// <summary>An embedder that gives each word a direction of its own; its token vectors are averaged.</summary>
    public static string Embedder(string folder)
    {
        var table = new float[Vocabulary.Length * Vocabulary.Length];
        for (var i = 4; i < Vocabulary.Length; i++)
            table[(i * Vocabulary.Length) + i] = 1;
        Write(folder, "last_hidden_state", table, Vocabulary.Length, reduce: false);
        File.WriteAllText(
            Path.Combine(folder, "sentence_bert_config.json"), """{"max_seq_length": 32, "do_lower_case": false}""");
        Directory.CreateDirectory(Path.Combine(folder, "1_Pooling"));
        File.WriteAllText(
            Path.Combine(folder, "1_Pooling", "config.json"),
            """{"pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true}""");
        return folder;
    }

    /// <summary>A cross-encoder that likes "good" and dislikes "bad".</summary>
    public static string CrossEncoder(string folder)
    {
        var table = new float[Vocabulary.Length];
        (table[4], table[5]) = (40, -40);
        Write(folder, "logits", table, 1, reduce: true);
        return folder;
    }

    private static void Write(string folder, string output, float[] table, int width, bool reduce)
    {
        Directory.CreateDirectory(folder);
        using (var weights = new MemoryStream())
        {
            var graph = new OnnxGraph(weights, "none");
            graph.Input("input_ids", OnnxType.Int64, 1, "tokens");
            graph.Input("attention_mask", OnnxType.Int64, 1, "tokens");
            var words = graph.Weight("table", table, Vocabulary.Length, width);
            if (reduce)
            {
                graph.Output(output, OnnxType.Float, 1, width);
                graph.Node(
                    "ReduceMean", "", [graph.Node("Gather", "", [words, "input_ids"], "rows")], output, ("axes", (int[])[1]),
                    ("keepdims", 0));
            }
            else
            {
                graph.Output(output, OnnxType.Float, 1, "tokens", width);
                graph.Node("Gather", "", [words, "input_ids"], output);
            }

            using var model = File.Create(Path.Combine(folder, "model.onnx"));
            graph.Save(model);
        }

        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Join('\n', Vocabulary) + "\n");
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"max_position_embeddings": 64}""");
    }
}
