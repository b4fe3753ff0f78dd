namespace Interactions.Emulator.Http;

/// <summary>Takes a request to the engine or the identity service from its arrival to the last byte of its answer.</summary>
internal sealed class ServiceHandler(
    ActivitiesEndpoint activities,
    TokenEndpoint token,
    FaultPlan faults,
    RequestLog log,
    Func<EngineBehaviour> behaviour,
    CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        RequestEntry entry = log.Begin(context.Request);
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await HandleAsync(context, entry, gone.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && gone.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested) entry.Abort();
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, RequestEntry entry, CancellationToken cancellationToken)
    {
        bool isIdentity = context.Request.Path.Equals(TokenEndpoint.Path, StringComparison.OrdinalIgnoreCase);
        Fault? fault = isIdentity
            ? faults.Take(FaultTarget.Identity, null)
            : faults.Take(FaultTarget.Engine, ActivitiesEndpoint.ConversationOf(context.Request.Path));
        EngineBehaviour current = behaviour();
        int latency = (fault?.Latency ?? 0) + (isIdentity ? 0 : current.Latency);
        if (latency > 0) await Task.Delay(latency, cancellationToken);

        Answer answer = fault is { ReplacesAnswer: true } ? FaultAnswer.Replacement(fault)
            : isIdentity ? await token.AnswerAsync(context.Request, cancellationToken)
            : activities.Answer(context.Request, current);

        if (fault is null) await Delivery.SendAsync(context.Response, answer, entry, cancellationToken);
        else await FaultyDelivery.SendAsync(context, answer.WithHeaders(fault), fault, entry, cancellationToken);
    }
}
