namespace Lectern.Contracts;

/// <summary>The most that requests may have; characters are code points.</summary>
public static class RequestLimits
{
    /// <summary>Of a turn, a session, an evaluation.</summary>
    public const int Indexes = 10;

    /// <summary>Of a prompt, and of a question of an evaluation.</summary>
    public const int PromptCharacters = 32_000;

    /// <summary>Of a session's title.</summary>
    public const int TitleCharacters = 200;

    /// <summary>Of the name of a folder of chats.</summary>
    public const int FolderCharacters = 80;

    /// <summary>Of what is said of an answer.</summary>
    public const int CommentCharacters = 2_000;

    /// <summary>Of an evaluation of answers.</summary>
    public const int EvaluationQuestions = 500;

    /// <summary>Named for a replay.</summary>
    public const int EvaluationSessions = 100;

    /// <summary>Of a question of an evaluation: answers, and files.</summary>
    public const int KnownAnswers = 20;

    /// <summary>Of a project's or a key's name.</summary>
    public const int LabelCharacters = 100;

    /// <summary>Of a file's or a directory's name.</summary>
    public const int NameCharacters = 3_000;

    /// <summary>Of one request that deletes files.</summary>
    public const int BulkDeletedFiles = 100;

    /// <summary>Of a list; more is read as this.</summary>
    public const int PageSize = 1_000;
}
