using Interactions.Emulator.Http;

namespace Interactions.Emulator.Identity;

/// <summary><c>POST /connect/token</c>: the client credentials grant of the identity service (docs/contract.md §2).</summary>
internal sealed class TokenEndpoint(EmulatorOptions options, TokenStore tokens)
{
    public const string Path = "/connect/token";

    public async Task<Response> RespondAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method)) return Response.MethodNotAllowed(HttpMethods.Post);
        if (!request.HasFormContentType) return Refuse("invalid_request", "The body must be a form.");

        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        if (form["grant_type"] != "client_credentials") return Refuse("unsupported_grant_type", "Only client_credentials is supported.");

        string clientId = form["client_id"].ToString();
        bool isKnown = clientId == options.ClientId || TokenStore.IsPortal(clientId);
        if (!isKnown || form["client_secret"] != options.ClientSecret) return Refuse("invalid_client", "The client id or secret is wrong.");

        string scope = TokenStore.IsPortal(clientId) ? "hubster-portal-api" : "hubster-engine-api";
        TokenResponse granted = new(tokens.Issue(clientId), options.TokenLifetime, "Bearer", scope);
        return Response.Json(StatusCodes.Status200OK, granted, EmulatorJson.Default.TokenResponse);
    }

    private static Response Refuse(string error, string description) =>
        Response.Json(StatusCodes.Status400BadRequest, new TokenError(error, description), EmulatorJson.Default.TokenError);
}
