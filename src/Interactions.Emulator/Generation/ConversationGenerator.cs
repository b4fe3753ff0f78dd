using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>Generates a conversation: one episode after the other. The same seed and chapter generate the same bytes.</summary>
internal sealed class ConversationGenerator : IDisposable
{
    private readonly Random _random;
    private readonly ConversationClock _clock;
    private readonly Participants _participants;
    private readonly MessageWriter _messages;
    private readonly EventWriter _events;
    private readonly ArrayBufferWriter<byte> _content = new(2048);
    private readonly ArrayBufferWriter<byte> _activity = new(4096);
    private readonly Utf8JsonWriter _activityJson;
    private readonly Utf8JsonWriter _contentJson;
    private readonly Utf8JsonWriter _escapedContentJson;
    private readonly IEnumerator<Envelope> _envelopes;

    /// <param name="seed">Decides who talks, and about what first.</param>
    /// <param name="chapter">Another chapter of the same conversation has the same parties, and other activities.</param>
    public ConversationGenerator(int seed, int chapter = 0)
    {
        _random = new Random(seed ^ (chapter * 7919));
        _clock = new ConversationClock(_random, seed);
        _participants = new Participants(seed);
        _messages = new MessageWriter(_random);
        _events = new EventWriter(_random);
        JsonWriterOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        _activityJson = new Utf8JsonWriter(_activity, plain);
        _contentJson = new Utf8JsonWriter(_content, plain);
        _escapedContentJson = new Utf8JsonWriter(_content, new JsonWriterOptions { SkipValidation = true });
        _envelopes = Envelopes((int)((uint)(seed - 1 + chapter) % (uint)Episodes.All.Count)).GetEnumerator();
    }

    /// <summary>The next activities.</summary>
    /// <param name="count">How many.</param>
    /// <param name="firstEventId">The event id of the first, the others following a millisecond apart; null for the times of a conversation.</param>
    public ActivityBuffer Generate(int count, long? firstEventId = null)
    {
        ActivityBuffer activities = new();
        for (int i = 0; i < count; i++)
        {
            _envelopes.MoveNext();
            Envelope envelope = _envelopes.Current;
            if (firstEventId is { } first) envelope = envelope with { EventId = first + i };
            Write(envelope);
            activities.Add(_activity.WrittenSpan, envelope.EventId, envelope.Sender.Type | envelope.Recipient.Type);
        }

        return activities;
    }

    public void Dispose()
    {
        _envelopes.Dispose();
        _activityJson.Dispose();
        _contentJson.Dispose();
        _escapedContentJson.Dispose();
    }

    // Without end. The content of the current one is in _content.
    private IEnumerable<Envelope> Envelopes(int firstEpisode)
    {
        for (int episode = firstEpisode; ; episode = (episode + 1) % Episodes.All.Count)
        {
            _clock.BeginEpisode();
            _participants.BeginEpisode();
            string order = _random.Next(1000, 10_000).ToString(CultureInfo.InvariantCulture);
            EpisodeLine? before = null;
            Envelope? envelope = null;
            foreach (EpisodeLine line in Episodes.All[episode])
            {
                envelope = line.IsEcho ? EchoOf(envelope!, line, before) : Render(line, before, order);
                before = line;
                yield return envelope;
            }
        }
    }

    private Envelope Render(EpisodeLine line, EpisodeLine? before, string order)
    {
        WriteContent(line.Kind, line.Text.Replace("{order}", order, StringComparison.Ordinal));
        return new Envelope(line, _clock.Next(line, before), _random.NextGuid(), _participants[line.From], _participants[line.To]);
    }

    // An echo repeats the content. The echo of a link has the video that it points to (docs/contract.md §5).
    private Envelope EchoOf(Envelope original, EpisodeLine line, EpisodeLine? before)
    {
        if (original.Line.Kind == EpisodeLine.LinkKind) WriteContent("youtube", "");
        return original with { Line = line, EventId = _clock.Next(line, before) };
    }

    // One in eight escapes everything outside ASCII, as some serializers do.
    private void WriteContent(string kind, string text)
    {
        Utf8JsonWriter json = _random.OneIn(8) ? _escapedContentJson : _contentJson;
        _content.ResetWrittenCount();
        json.Reset();
        if (EpisodeLine.IsEventKind(kind)) _events.Write(json, kind, text);
        else _messages.Write(json, kind, text);
        json.Flush();
    }

    // The order of properties varies, as it does between serializers (docs/contract.md §4).
    private void Write(Envelope envelope)
    {
        _activity.ResetWrittenCount();
        _activityJson.Reset();
        int order = _random.Next(3);
        string type = envelope.Line.IsEvent ? "event" : "message";
        _activityJson.WriteStartObject();
        if (order == 0) _activityJson.WriteString("type"u8, type);
        if (order == 2) WriteContentProperty(type);
        WriteHead(envelope);
        WriteParty("sender"u8, envelope.Sender);
        WriteParty("recipient"u8, envelope.Recipient);
        if (order != 2) WriteContentProperty(type);
        if (order != 0) _activityJson.WriteString("type"u8, type);
        _activityJson.WriteEndObject();
        _activityJson.Flush();
    }

    private void WriteContentProperty(string type)
    {
        _activityJson.WritePropertyName(type);
        _activityJson.WriteRawValue(_content.WrittenSpan, skipInputValidation: true);
    }

    private void WriteHead(Envelope envelope)
    {
        if (!envelope.Line.IsEvent) _activityJson.WriteString("eventTrigger"u8, envelope.Sender.MessageTrigger);
        _activityJson.WriteNumber("eventId"u8, envelope.EventId);
        if (_random.OneIn(8)) _activityJson.WriteString("externalId"u8, string.Create(CultureInfo.InvariantCulture, $"ticket-{_random.Next(1, 10_000)}"));
        if (envelope.Line.IsEcho || !_random.OneIn(5)) _activityJson.WriteBoolean("isEcho"u8, envelope.Line.IsEcho);
        if (!envelope.Line.IsEvent) _activityJson.WriteString("interactionId"u8, envelope.InteractionId);
        if (!_random.OneIn(4)) _activityJson.WriteString("flowProcess"u8, NextFlowProcess());
    }

    private string NextFlowProcess() => _random.Next(40) switch
    {
        0 => "Ignore",
        1 => "LogOnly",
        < 5 => "AutoReplay",
        _ => "Default",
    };

    private void WriteParty(ReadOnlySpan<byte> name, Party party)
    {
        _activityJson.WriteStartObject(name);
        _activityJson.WriteString("integrationId"u8, party.IntegrationId);
        _activityJson.WriteString("integrationType"u8, party.TypeName);
        _activityJson.WriteString("channelType"u8, party.ChannelType);
        _activityJson.WriteString("tokenId"u8, party.TokenId);
        if (_random.OneIn(50)) _activityJson.WriteString("channelData"u8, "{\"locale\":\"fr-CA\"}");
        _activityJson.WriteEndObject();
    }

    private sealed record Envelope(EpisodeLine Line, long EventId, Guid InteractionId, Party Sender, Party Recipient);
}
