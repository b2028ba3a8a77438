using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>
/// The API's description for programs (<c>/openapi/v1.json</c>) and for people (<c>/docs</c>). What that page's makers serve
/// elsewhere (an assistant, a proxy, fonts, statistics, a client) is off, and the policy would stop what is not.
/// </summary>
internal static class ApiReference
{
    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", Configure);
    }

    private static void Configure(ScalarOptions scalar, HttpContext http)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
            + "blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        scalar.Title = "Lectern";
        scalar.Nonce = nonce;
        scalar.AddPreferredSecuritySchemes(ApiDocument.KeyScheme);
        scalar.DefaultFonts = false;
        scalar.Telemetry = false;
        scalar.Agent = new ScalarAgentOptions { Disabled = true };
        scalar.Mcp = new ScalarMcpOptions { Disabled = true };
        scalar.HideClientButton = true;
        scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        scalar.CustomCss = "a[href*='scalar.com'] { display: none }";
    }
}
