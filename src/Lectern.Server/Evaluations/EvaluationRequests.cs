using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Evaluations;

/// <summary>Checks what evaluations are asked for.</summary>
internal static class EvaluationRequests
{
    /// <summary>Of all questions of an evaluation, with what is known of their answers.</summary>
    public const int MostCharacters = 2_000_000;

    private const int MostAnswerCharacters = 2000;
    private const int MostAtOnce = 4;
    private const int UsualAtOnce = 2;

    /// <returns>The indexes, checked but for whether there are such ones.</returns>
    public static IReadOnlyList<string> Check(AnswerEvaluationRequest body, NamedAgents agents)
    {
        var problems = new Problems();
        var indexIds = Indexes(problems, body.IndexIds, isRequired: true);
        CheckHow(problems, body.Model, agents, body.Concurrency);
        if (body.Questions is null or [])
            problems.Missing("body", "questions");
        problems.Count(body.Questions?.Count, RequestLimits.EvaluationQuestions, "body", "questions");
        foreach (var (question, i) in (body.Questions ?? []).Take(RequestLimits.EvaluationQuestions).Select((q, i) => (q, i)))
            Check(problems, question, "body", "questions", i);
        problems.ThrowIfAny();
        if (body.Questions!.Sum(q => EvaluationJob.Size(q!)) > MostCharacters)
            throw TooLong($"The questions have more than {MostCharacters} characters: ask fewer at once", "questions");
        return indexIds;
    }

    /// <returns>The sessions, and the indexes to ask in place of theirs.</returns>
    public static (IReadOnlyList<string> Sessions, IReadOnlyList<string> Indexes) Check(
        ReplayRequest body, NamedAgents agents)
    {
        var problems = new Problems();
        var sessionIds = problems.Ids(body.SessionIds, RequestLimits.EvaluationSessions, "session_ids");
        var indexIds = Indexes(problems, body.IndexIds, isRequired: false);
        CheckHow(problems, body.Model, agents, body.Concurrency);
        problems.OptionalText(body.IndexId, 1, FieldLimits.Id, "body", "index_id");
        if ((body.SessionIds is null or []) == (body.IndexId is null))
            problems.Add("value_error", "One of session_ids and index_id says which sessions", "body", "session_ids");
        problems.ThrowIfAny();
        return (sessionIds, indexIds);
    }

    /// <param name="place">Of the question in what was sent.</param>
    public static void Check(Problems problems, EvaluationQuestion? question, params object[] place)
    {
        if (question is null)
        {
            problems.Missing(place);
            return;
        }

        problems.Text(question.Question, 1, RequestLimits.PromptCharacters, [.. place, "question"]);
        CheckTexts(problems, question.Answers, MostAnswerCharacters, [.. place, "answers"]);
        CheckTexts(problems, question.Files, FieldLimits.Name, [.. place, "files"]);
        var isKnown = question.Answers is { Count: > 0 } || question.Files is { Count: > 0 };
        if (isKnown == (question.Unanswerable == true))
            problems.Add("value_error", "A question names its answers or files, or it is unanswerable", place);
    }

    public static ValidationException TooLong(string why, string field) => Problems.Single("too_long", why, "body", field);

    public static int AtOnce(int? concurrency) => concurrency ?? UsualAtOnce;

    private static IReadOnlyList<string> Indexes(Problems problems, IReadOnlyList<string?>? ids, bool isRequired)
    {
        if (isRequired && (ids is null or []))
            problems.Missing("body", "index_ids");
        return problems.Ids(ids, RequestLimits.Indexes, "index_ids");
    }

    private static void CheckHow(Problems problems, string? model, NamedAgents agents, int? concurrency)
    {
        problems.OneOf(model, agents.EvaluationNames, "body", "model");
        problems.Range(concurrency, 1, MostAtOnce, "body", "concurrency");
    }

    private static void CheckTexts(Problems problems, IReadOnlyList<string?>? texts, int most, object[] field)
    {
        problems.Count(texts?.Count, RequestLimits.KnownAnswers, field);
        foreach (var (text, i) in (texts ?? []).Take(RequestLimits.KnownAnswers).Select((t, i) => (t, i)))
            problems.Text(text, 1, most, [.. field, i]);
    }
}
