using Interactions.Emulator.Behaviour;
using Interactions.Emulator.Engine;
using Interactions.Emulator.Faults;
using Interactions.Emulator.Identity;
using Interactions.Emulator.Requests;

namespace Interactions.Emulator.Http;

/// <summary>Handles every request to the engine and the identity service: logs it, waits, lets outages and faults happen, and sends the response.</summary>
internal sealed class ServiceHandler(
    ActivitiesEndpoint activities,
    TokenEndpoint token,
    FaultPlan faults,
    OutageSchedule outages,
    RequestLog log,
    Func<EngineBehaviour> behaviour,
    CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        RequestEntry entry = log.Begin(context.Request);
        CancellationToken cut = outages.Cut;
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cut, stopping);
        try
        {
            await HandleAsync(context, entry, gone.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && gone.IsCancellationRequested)
        {
            if (!cut.IsCancellationRequested && !stopping.IsCancellationRequested) entry.Abort();
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, RequestEntry entry, CancellationToken cancellationToken)
    {
        if (outages.Current is { } outage)
        {
            await WriteOutageAsync(context, outage, entry, cancellationToken);
            return;
        }

        bool isIdentity = context.Request.Path.Equals(TokenEndpoint.Path, StringComparison.OrdinalIgnoreCase);
        Fault? fault = isIdentity
            ? faults.Take(FaultTarget.Identity, null)
            : faults.Take(FaultTarget.Engine, ActivitiesEndpoint.ConversationOf(context.Request.Path));
        EngineBehaviour current = fault is null ? behaviour() : behaviour().With(fault);
        int latency = (fault?.Latency ?? 0) + (isIdentity ? 0 : current.Latency);
        if (latency > 0) await Task.Delay(latency, cancellationToken);

        Response? ordinary = fault is { NeedsOrdinaryResponse: false } ? null
            : isIdentity ? await token.RespondAsync(context.Request, cancellationToken)
            : activities.Respond(context.Request, current);

        if (fault is null) await ResponseWriter.WriteAsync(context.Response, ordinary!, entry, cancellationToken);
        else await FaultyResponseWriter.WriteAsync(context, FaultResponse.Apply(fault, ordinary), fault, entry, cancellationToken);
    }

    // A request that comes over a connection that outlived the beginning of the outage is not answered either.
    private static async Task WriteOutageAsync(HttpContext context, Outage outage, RequestEntry entry, CancellationToken cancellationToken)
    {
        if (outage.Kind != OutageKind.Unavailable)
        {
            context.Abort();
            return;
        }

        Fault fault = new() { Status = StatusCodes.Status503ServiceUnavailable, RetryAfter = outage.RetryAfter };
        await ResponseWriter.WriteAsync(context.Response, FaultResponse.Apply(fault, ordinary: null), entry, cancellationToken);
    }
}
