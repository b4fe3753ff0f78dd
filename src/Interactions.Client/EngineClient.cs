using System.Net.Http;
using System.Net.Http.Headers;
using Polly;

namespace Interactions.Client;

/// <summary>Reads the activities of conversations from an engine. Safe to use from many threads at once.</summary>
public sealed class EngineClient : IDisposable
{
    /// <summary>How many activities of a conversation are held that waits for its turn.</summary>
    private const int AheadOfPipeline = 2_000;

    private readonly EngineOptions _options;
    private readonly EngineTransport _transport;
    private readonly ActivityReader _activities;
    private readonly TokenSource _tokens;
    private readonly SharedPause _pause = new();

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">Where the engine is and how to be let in.</param>
    /// <exception cref="ArgumentException">An address, a token or what belongs together is wrong; the message says what to do.</exception>
    public EngineClient(EngineOptions options)
    {
        Check(options);
        _options = options;
        _transport = new EngineTransport(options);
        _activities = new ActivityReader(options.ShapeObject);
        _tokens = new TokenSource(options, _transport, _pause);
    }

    /// <summary>When the current token ends, UTC, where that is known.</summary>
    public DateTimeOffset? TokenExpires => _tokens.Expires;

    /// <summary>Gets a token, so that a wrong client id or secret shows now. With a token given by hand there is nothing to ask.</summary>
    /// <param name="notify">Hears of requests and waits, from any thread.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EngineException">The identity service gave no token.</exception>
    public async Task AuthenticateAsync(Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default) =>
        await _tokens.GetAsync(null, notify, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads activities (contract §3): a single answer in the engine's order, or all of them in order of time, each exactly once.</summary>
    /// <param name="query">Which activities.</param>
    /// <param name="notify">Told of requests, waits and overflowing milliseconds, from any thread.</param>
    /// <param name="cancellationToken">Ends the reading, and the request under way with it.</param>
    /// <exception cref="EngineException">The activities cannot be had, or no more of them: <see cref="EngineException.ResumeFrom"/> is where to go on.</exception>
    public IAsyncEnumerable<Activity> ReadActivitiesAsync(ActivityQuery query, Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default)
    {
        var retries = Retries.Create<bool>(_options, _pause, notify);
        var types = query.Types.Distinct().ToList();
        var readers = query.All ? query.ThrottleLimit / types.Count : 1;
        var streams = types.Select(type =>
        {
            ActivityPager Read(ActivityQuery part) => new(leid => Open(part.ConversationId, type, leid, retries, notify), part, notify);
            return !query.All ? Read(query).ReadPageAsync(cancellationToken)
                : readers < 2 ? Read(query).ReadAllAsync(cancellationToken)
                : new TimeSliceReader(Read, query, readers, DateTimeOffset.UtcNow).ReadAllAsync(cancellationToken);
        }).ToList();
        return streams.Count == 1 && readers < 2 ? streams[0] : TypeMerge.ByTimeAsync(streams, forget: query.All, cancellationToken);
    }

    /// <summary>Reads activities as <see cref="ReadActivitiesAsync"/> does, but begins at once and goes on in the background, a bounded number ahead.</summary>
    /// <param name="query">Which activities.</param>
    /// <param name="notify">Told of requests, waits and overflowing milliseconds, from any thread.</param>
    /// <param name="cancellationToken">Ends the reading, and the request under way with it.</param>
    /// <returns>The activities; taking them may throw as taking those of <see cref="ReadActivitiesAsync"/> does.</returns>
    public IAsyncEnumerable<Activity> ReadActivitiesAheadAsync(ActivityQuery query, Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default) =>
        new Prefetch(ReadActivitiesAsync(query, notify, cancellationToken), AheadOfPipeline, cancellationToken);

    private PageRequest Open(Guid conversationId, IntegrationType type, long leid, ResiliencePipeline<bool> retries, Action<EngineNotice>? notify)
    {
        var address = EngineAddress.Below(_options.Uri, $"api/v1/interactions/activities/{conversationId:D}?type={type}&leid={leid}");
        return new PageRequest(stop => AskAsync(conversationId, address, notify, stop), retries);
    }

    /// <summary>Sends a request with a token, and once more with a new one where the engine refuses the first.</summary>
    private async Task<ActivityArrayParser> AskAsync(Guid conversationId, Uri address, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            await _pause.WaitAsync(cancellationToken).ConfigureAwait(false);
            var token = await _tokens.GetAsync(refused, notify, cancellationToken).ConfigureAwait(false);
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var reply = await _transport.SendAsync(request, notify, cancellationToken).ConfigureAwait(false);
            if (reply.Response.IsSuccessStatusCode) return new ActivityArrayParser(reply, _activities, conversationId);

            using (reply)
            {
                var failure = await ReplyStatus.ReadFailureAsync(reply, text => _tokens.Redact(text, token), cancellationToken).ConfigureAwait(false);
                if (failure.Kind != EngineErrorKind.Unauthorized || refused is not null || !_tokens.CanRenew) throw failure;
            }
            refused = token;
        }
    }

    private static void Check(EngineOptions options)
    {
        foreach (var address in new[] { options.Uri, options.IdentityUri })
        {
            if (address is null) continue;
            if (EngineAddress.Objection(address) is { } objection) throw new ArgumentException(objection, nameof(options));
            if (EngineAddress.IsUnencrypted(address) && !options.AllowUnencryptedAuthentication)
                throw new ArgumentException($"{address.Host} would be sent the token or secret over plain http. Use https, or allow unencrypted authentication.", nameof(options));
        }
        if (options.Token is null == (options.ClientId is null))
            throw new ArgumentException("Give either a token or a client id and secret.", nameof(options));
        if (options.ClientId is not null && (options.IdentityUri is null || options.ClientSecret is null))
            throw new ArgumentException("A client id needs a secret and the identity service's address.", nameof(options));
        if (options.Token is not null && (options.Token.Length == 0 || options.Token.Any(c => c is <= ' ' or > '~')))
            throw new ArgumentException("The token holds characters that no token has, such as spaces or line ends. Give the token alone, without 'Bearer'.", nameof(options));
    }

    /// <summary>Closes every connection.</summary>
    public void Dispose()
    {
        _tokens.Dispose();
        _transport.Dispose();
    }
}
