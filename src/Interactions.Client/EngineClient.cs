using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Polly;

namespace Interactions.Client;

/// <summary>Reads the activities of conversations from an engine. Can be used from several threads at the same time.</summary>
public sealed class EngineClient : IDisposable
{
    /// <summary>While the caller has so many activities of one conversation that it has not finished with, no further page of it is read. With more, the garbage collector would copy more of them.</summary>
    private const int MaximumPrefetch = 1_500;

    private readonly EngineOptions _options;
    private readonly EngineTransport _transport;
    private readonly AccessTokenProvider _tokens;
    private readonly RequestPipeline _pipeline;
    private readonly ThrottlingGate _gate = new();
    private readonly EngineTraits _engine = new();
    // Not disposed: who waits may look at its token afterwards, and it holds nothing that must be released.
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Makes a client. No request is sent yet.</summary>
    /// <param name="options">The addresses, credentials, timeouts and retries.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message says why.</exception>
    public EngineClient(EngineOptions options)
    {
        if (OptionsProblem.Find(options) is { } problem) throw new ArgumentException(problem.Message, nameof(options));
        _options = options;
        _transport = new EngineTransport(options);
        var redactor = new Redactor(options, _transport.Proxy);
        _pipeline = new RequestPipeline(options, _gate, redactor, _closing.Token);
        // Engine and identity service are two services: one may be down while the other is not.
        _tokens = new AccessTokenProvider(options, _transport, new RequestPipeline(options, _gate, redactor, _closing.Token), redactor);
    }

    /// <summary>When the current token expires, in UTC; <see langword="null"/> where that is unknown.</summary>
    public DateTimeOffset? TokenExpires => _tokens.Expires;

    /// <summary>The proxy that requests to the engine go through; null where there is none.</summary>
    internal Uri? Proxy => _transport.Proxy.Find(_options.Uri);

    /// <summary>Requests a token, so that a wrong client id or secret is found before the first read. Does nothing where the options hold a token.</summary>
    /// <param name="notify">Receives notices of requests and retries, from any thread.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="EngineException">The identity service gave no token.</exception>
    public async Task AuthenticateAsync(Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default) =>
        await _tokens.GetAsync(null, notify, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads activities (contract §3): one page in the engine's order, or with <see cref="ActivityQuery.All"/> every activity once, in order of time.</summary>
    /// <param name="query">Which activities to read.</param>
    /// <param name="notify">Receives notices of requests, retries and overflows, from any thread.</param>
    /// <param name="cancellationToken">Cancels reading, and the request under way.</param>
    /// <exception cref="EngineException">The activities cannot be read, or not to the end. <see cref="EngineException.ResumeFrom"/> is the event id to continue from.</exception>
    public async IAsyncEnumerable<Activity> ReadActivitiesAsync(ActivityQuery query, Action<EngineNotice>? notify = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ReadPagesAsync(query, notify, cancellationToken).ConfigureAwait(false))
            foreach (var activity in page) yield return activity;
    }

    /// <summary>Reads activities as <see cref="ReadActivitiesAsync"/> does, as many at a time as have arrived. The lists are the caller's.</summary>
    /// <param name="query">Which activities to read.</param>
    /// <param name="notify">Receives notices of requests, retries and overflows, from any thread.</param>
    /// <param name="cancellationToken">Cancels reading, and the request under way.</param>
    internal IAsyncEnumerable<List<Activity>> ReadPagesAsync(ActivityQuery query, Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default) =>
        ReadPages(query, _pipeline.Create<bool>(notify), concurrentRequests: null, notify, cancellationToken);

    /// <summary>Follows conversations: gives every activity that is there, and then those that come, until none of the conversations is left to follow.</summary>
    /// <remarks>
    /// Several conversations are followed at the same time. The activities of each come in order of time, apart from those that appear late
    /// by up to <see cref="FollowQuery.Lookback"/>. Polls start only while the caller waits for the next activity.
    /// </remarks>
    /// <param name="query">What to follow.</param>
    /// <param name="notify">Receives notices, from any thread. <see cref="FollowingFailed"/> is the only word of a conversation that cannot be followed any more, and comes after its last activity;
    /// <see cref="FollowingInterrupted"/> and <see cref="FollowingResumed"/> tell of outages.</param>
    /// <param name="cancellationToken">Ends the following, and the requests under way.</param>
    /// <exception cref="ArgumentException">A property of the query is out of range.</exception>
    public IAsyncEnumerable<Activity> FollowActivitiesAsync(FollowQuery query, Action<EngineNotice> notify, CancellationToken cancellationToken = default)
    {
        query.Validate();
        var slots = new SemaphoreSlim(query.ConcurrentRequests);
        IAsyncEnumerable<List<Activity>> Poll(ActivityQuery part, bool retry, Action<EngineNotice> told, CancellationToken stop) =>
            ReadPages(part, _pipeline.Create<bool>(told, retry), slots, told, stop);
        return new ActivityFollower(Poll, query, notify, TimeProvider.System).FollowAsync(cancellationToken);
    }

    private IAsyncEnumerable<List<Activity>> ReadPages(ActivityQuery query, ResiliencePipeline<bool> retries, SemaphoreSlim? concurrentRequests,
        Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        Action<EngineNotice>? notifyOnce = notify is null ? null : new DistinctNotices(notify).Notify;
        var isSliced = query.All && query.ConcurrentSlices > 1;
        var streams = query.Types.Distinct().Select(type =>
        {
            ActivityPager Read(ActivityQuery part) => new(leid => Open(part.ConversationId, type, leid, retries, concurrentRequests, notify), part, _engine, retries, notifyOnce);
            var ofType = query.Of(type);
            var pages = !query.All ? Read(ofType).ReadPageAsync(cancellationToken)
                : !isSliced ? Read(ofType).ReadAllAsync(cancellationToken)
                : new TimeSliceReader(Read, ofType, query.ConcurrentSlices, DateTimeOffset.UtcNow).ReadAllAsync(cancellationToken);
            return (Type: type.ToString(), Pages: pages);
        }).ToList();
        // One pager that reads all returns each activity once and in order by itself.
        return streams.Count == 1 && query.All && !isSliced ? streams[0].Pages : TypeMerge.ByTimeAsync(streams, isInOrder: query.All, cancellationToken);
    }

    /// <summary>Reads activities as <see cref="ReadPagesAsync"/> does, but starts at once and continues in the background, a limited number of activities ahead of the caller. Small pages are given together.</summary>
    /// <param name="query">Which activities to read.</param>
    /// <param name="waitsAtFirst">Whether to read on behind the first page only when the caller comes back for more, so that one who needs no more costs no more requests.</param>
    /// <param name="notify">Receives notices of requests, retries and overflows, from any thread.</param>
    /// <param name="cancellationToken">Cancels reading, and the request under way.</param>
    internal IAsyncEnumerable<List<Activity>> PrefetchPagesAsync(ActivityQuery query, bool waitsAtFirst, Action<EngineNotice>? notify = null, CancellationToken cancellationToken = default) =>
        new Prefetch(ReadPagesAsync(query, notify, cancellationToken), MaximumPrefetch, waitsAtFirst, cancellationToken);

    private PageRequest Open(Guid conversationId, IntegrationType type, long leid, ResiliencePipeline<bool> retries, SemaphoreSlim? concurrentRequests, Action<EngineNotice>? notify)
    {
        var address = EngineAddress.Combine(_options.Uri, $"api/v1/interactions/activities/{conversationId:D}?type={type}&leid={leid}");
        return new PageRequest(stop => SendAsync(conversationId, address, notify, stop), retries, concurrentRequests);
    }

    /// <summary>Sends a request with a token. Where the engine refuses the token and it can be renewed, sends the request once more with a new one.</summary>
    private async Task<ActivityArrayParser> SendAsync(Guid conversationId, Uri address, Action<EngineNotice>? notify, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            var token = await _tokens.GetAsync(refused, notify, cancellationToken).ConfigureAwait(false);
            var request = new HttpRequestMessage(HttpMethod.Get, address) { Content = EngineTransport.EmptyJson() };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await _transport.SendAsync(request, notify, cancellationToken).ConfigureAwait(false);
            if (response.HttpResponse.IsSuccessStatusCode)
                return new ActivityArrayParser(response, new ActivityReader(_options.ShapeObject), conversationId, _options.MaximumActivitySize);

            using (response)
            {
                var failure = await ResponseClassifier.ReadFailureAsync(response, Meaning, cancellationToken).ConfigureAwait(false);
                if (failure.Kind != EngineErrorKind.Unauthorized || refused is not null || !_tokens.CanRenew) throw failure;
            }
            refused = token;
        }
    }

    /// <summary>Which 404 is about the conversation: one that says so (contract §8). Others come from a gateway, a web page, or an engine that misses something else.</summary>
    private (EngineErrorKind Kind, string Meaning)? Meaning(int status, ErrorResponse error) =>
        status != 404 ? null
        : error.Codes.Contains("ENG006500") || (error.IsEngines && error.Codes.Count == 0) || (error.IsEmpty && _options.Uri.AbsolutePath == "/")
            ? (EngineErrorKind.ConversationNotFound, "does not know this conversation")
        : error.IsEngines ? (EngineErrorKind.RejectedRequest, "could not find a resource that the request needs")
        : (EngineErrorKind.RejectedRequest, $"has no engine at {_options.Uri}");

    /// <summary>Cancels the requests under way, ends every wait, and closes all connections.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _transport.Dispose();
    }
}
