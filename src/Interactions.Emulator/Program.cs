using System.Text.Json;
using Interactions.Emulator;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

if (line.IsHelp)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

try
{
    await using EngineEmulator emulator = await EngineEmulator.StartAsync(line.Options);
    using StopSignal stop = new(line.ParentId);
    Console.WriteLine(StartMessage.Of(emulator));
    await Console.Out.FlushAsync();
    await stop.Task;
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
