namespace Interactions.Emulator.Http;

internal static class MethodNotAllowed
{
    public static Answer Answer(string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed) { Headers = new Dictionary<string, string> { ["Allow"] = allowed } };
}
