namespace Interactions.Reports.Measurements;

/// <summary>The clocks that run while a customer waits. docs/en-US/about_Interactions_Measurements.md has their rules.</summary>
internal sealed class ResponseClocks
{
    private readonly List<Response> _agents = [];
    private readonly List<Response> _bots = [];
    private long? _firstQuestion;
    private bool? _openedByAgent;
    private long? _bot;

    public Response? FirstResponse { get; private set; }

    public Response? FirstAgentResponse { get; private set; }

    public IReadOnlyList<Response> Agents => _agents;

    public IReadOnlyList<Response> Bots => _bots;

    /// <summary>The first message of the turn that nobody has answered.</summary>
    public long? WaitingSince { get; private set; }

    /// <summary>When the agents' clock started, where it runs.</summary>
    public long? AgentClock { get; private set; }

    /// <summary>A message of the customer. It starts the clocks that do not run.</summary>
    public void Ask(long eventId)
    {
        _openedByAgent ??= false;
        _firstQuestion ??= eventId;
        WaitingSince ??= eventId;
        AgentClock ??= eventId;
        _bot ??= eventId;
    }

    /// <summary>A bot hands over to an agent. The customer may have the bot's answer, and waits for the agent's from now on.</summary>
    public void HandOver(long eventId) => AgentClock ??= eventId;

    /// <summary>A message of an agent or a bot to the customer. It ends all clocks.</summary>
    public void Answer(long eventId, bool isAgent)
    {
        _openedByAgent ??= isAgent;
        if (_firstQuestion is { } question && _openedByAgent == false)
        {
            FirstResponse ??= new Response(question, eventId);
            if (isAgent) FirstAgentResponse ??= new Response(question, eventId);
        }
        if ((isAgent ? AgentClock : _bot) is { } asked) (isAgent ? _agents : _bots).Add(new Response(asked, eventId));
        AgentClock = _bot = WaitingSince = null;
    }
}
