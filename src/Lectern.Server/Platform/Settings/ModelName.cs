using Lectern.Contracts;

namespace Lectern.Server.Platform.Settings;

/// <summary>
/// A model, as settings name one: <c>PROVIDER:NAME</c>, or a word that needs no name (<c>extractive</c>, <c>local</c>).
/// </summary>
/// <param name="Name">Empty where there is none.</param>
internal readonly record struct ModelName(string Provider, string Name)
{
    public const string Extractive = EvaluationModels.Extractive;

    public bool IsNamed => Name.Length > 0;

    public static ModelName Of(string setting) =>
        setting.Split(':', 2) is [var provider, var name] ? new ModelName(provider, name) : new ModelName(setting, "");

    public override string ToString() => IsNamed ? $"{Provider}:{Name}" : Provider;
}
