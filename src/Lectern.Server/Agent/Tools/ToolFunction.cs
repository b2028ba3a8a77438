using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Contracts;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>A method as a tool that a model calls by name.</summary>
internal static class ToolFunction
{
    /// <summary>Models write numbers as text at times.</summary>
    private static readonly JsonSerializerOptions Lenient = new(LecternJson.Wire.Options)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>The result stays what it is: who calls the tool makes its JSON, once.</summary>
    public static AIFunction Of(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name,
            Description = description,
            SerializerOptions = Lenient,
            ExcludeResultSchema = true,
            MarshalResult = (result, _, _) => ValueTask.FromResult(result),
        });
}
