using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Evaluations;
using Lectern.Server.Platform.Http;

namespace Lectern.Eval;

/// <summary>Reads questions with known answers: one JSON object a line (<c>docs/measuring.md</c>).</summary>
internal static class QuestionFile
{
    /// <exception cref="InvalidDataException">A line is no such question; the message names it.</exception>
    public static IReadOnlyList<EvaluationQuestion> Read(string path)
    {
        var questions = new List<EvaluationQuestion>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                questions.Add(Question(path, number, line));
        }

        return questions.Count > 0 ? questions : throw new InvalidDataException($"{path} has no questions.");
    }

    private static EvaluationQuestion Question(string path, int number, string line)
    {
        try
        {
            var problems = new Problems();
            var question = JsonSerializer.Deserialize(line, LecternJson.Wire.EvaluationQuestion);
            EvaluationRequests.Check(problems, question);
            problems.ThrowIfAny();
            return question!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Line {number} of {path} is no question: {e.Message}", e);
        }
        catch (ValidationException e)
        {
            var error = e.Errors[0];
            var place = string.Join('.', error.Loc);
            var where = place.Length == 0 ? "" : $" ({place})";
            throw new InvalidDataException($"Line {number} of {path} is no question: {error.Msg}{where}.", e);
        }
    }
}
