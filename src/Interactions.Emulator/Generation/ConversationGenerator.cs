using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>Generates a conversation. The same seed generates the same bytes.</summary>
internal sealed class ConversationGenerator : IDisposable
{
    private readonly Random _random;
    private readonly ConversationClock _clock;
    private readonly Participants _participants;
    private readonly ShuffledDeck<string> _kinds;
    private readonly MessageWriter _messages;
    private readonly EventWriter _events;
    private readonly ArrayBufferWriter<byte> _content = new(2048);
    private readonly ArrayBufferWriter<byte> _activity = new(4096);
    private readonly Utf8JsonWriter _activityJson;
    private readonly Utf8JsonWriter _contentJson;
    private readonly Utf8JsonWriter _escapedContentJson;

    public ConversationGenerator(int seed)
    {
        _random = new Random(seed);
        _clock = new ConversationClock(_random);
        _participants = new Participants(_random);
        _kinds = new ShuffledDeck<string>(ActivityKinds.Stretch, _random);
        _messages = new MessageWriter(_random);
        _events = new EventWriter(_random);
        JsonWriterOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        _activityJson = new Utf8JsonWriter(_activity, plain);
        _contentJson = new Utf8JsonWriter(_content, plain);
        _escapedContentJson = new Utf8JsonWriter(_content, new JsonWriterOptions { SkipValidation = true });
    }

    public ActivityBuffer Generate(int count)
    {
        ActivityBuffer activities = new();
        Envelope? echoOf = null;
        for (int i = 0; i < count; i++)
        {
            Envelope envelope = echoOf is null ? Next() : EchoOf(echoOf);
            bool isEchoed = !envelope.IsEvent && !envelope.IsEcho && (envelope.Kind == ActivityKinds.Link || _random.OneIn(16));
            echoOf = isEchoed ? envelope : null;
            Write(envelope);
            activities.Add(_activity.WrittenSpan, envelope.EventId, envelope.Sender.Type | envelope.Recipient.Type);
        }

        return activities;
    }

    public void Dispose()
    {
        _activityJson.Dispose();
        _contentJson.Dispose();
        _escapedContentJson.Dispose();
    }

    private Envelope Next()
    {
        string kind = _kinds.Deal();
        (Party sender, Party recipient) = _participants.NextPair();
        if (sender.Type == IntegrationTypes.Customer && ActivityKinds.IsFromStaff(kind)) (sender, recipient) = (recipient, sender);
        WriteContent(kind);
        long eventId = ActivityKinds.IsEvent(kind) ? _clock.NextEvent() : _clock.NextMessage();
        return new Envelope(kind, eventId, _random.NextGuid(), sender, recipient, IsEcho: false);
    }

    // An echo repeats the content. The echo of a link has the video that it points to (docs/contract.md §5).
    private Envelope EchoOf(Envelope original)
    {
        if (original.Kind == ActivityKinds.Link) WriteContent("youtube");
        return original with { EventId = _clock.NextEcho(), IsEcho = true };
    }

    // One in eight escapes everything outside ASCII, as some serializers do.
    private void WriteContent(string kind)
    {
        Utf8JsonWriter json = _random.OneIn(8) ? _escapedContentJson : _contentJson;
        _content.ResetWrittenCount();
        json.Reset();
        if (ActivityKinds.IsEvent(kind)) _events.Write(json, kind);
        else _messages.Write(json, kind);
        json.Flush();
    }

    // The order of properties varies, as it does between serializers (docs/contract.md §4).
    private void Write(Envelope envelope)
    {
        _activity.ResetWrittenCount();
        _activityJson.Reset();
        int order = _random.Next(3);
        string type = envelope.IsEvent ? "event" : "message";
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
        if (!envelope.IsEvent) _activityJson.WriteString("eventTrigger"u8, envelope.Sender.MessageTrigger);
        _activityJson.WriteNumber("eventId"u8, envelope.EventId);
        if (_random.OneIn(8)) _activityJson.WriteString("externalId"u8, string.Create(CultureInfo.InvariantCulture, $"ticket-{_random.Next(1, 10_000)}"));
        if (envelope.IsEcho || !_random.OneIn(5)) _activityJson.WriteBoolean("isEcho"u8, envelope.IsEcho);
        if (!envelope.IsEvent) _activityJson.WriteString("interactionId"u8, envelope.InteractionId);
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

    private sealed record Envelope(string Kind, long EventId, Guid InteractionId, Party Sender, Party Recipient, bool IsEcho)
    {
        public bool IsEvent => ActivityKinds.IsEvent(Kind);
    }
}
