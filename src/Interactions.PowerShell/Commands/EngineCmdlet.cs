using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using Interactions.Client;

namespace Interactions.PowerShell;

/// <summary>The base of cmdlets that wait for the engine. It can be stopped at any time, and writes notices of the client as verbose messages, progress and warnings.</summary>
public abstract class EngineCmdlet : PSCmdlet, IDisposable
{
    private const int WaitProgressId = 2;
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<EngineNotice> _notices = new();
    // Spinning would take the processor from the thread that this one waits for.
    private readonly ManualResetEventSlim _awake = new(false, spinCount: 0);
    private volatile bool _showsRequests;
    private bool _showsWait;

    /// <summary>Cancelled when the pipeline stops.</summary>
    private protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>The connection that is given, or that of the runspace. Where there is none, the command ends.</summary>
    private protected EngineSession Connection(EngineSession? given)
    {
        var session = given ?? CurrentSession.Value;
        if (session is null) ThrowTerminatingError(ErrorRecords.NotConnected());
        if (!session!.IsConnected) ThrowTerminatingError(ErrorRecords.Disconnected(session));
        return session;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _showsRequests = IsVerbose();

    /// <summary>Whether verbose messages are wanted. Where not, no request need wake the pipeline's thread.</summary>
    private bool IsVerbose()
    {
        if (MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)) return (SwitchParameter)given;
        return !LanguagePrimitives.TryConvertTo(GetVariableValue("VerbosePreference"), out ActionPreference preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    /// <summary>Queues a notice, from any thread. Only the pipeline's thread may write it.</summary>
    private protected void Notify(EngineNotice notice)
    {
        // The progress of a wait is shown until the next notice, so after a retry the end of the request is one, too.
        if (notice is RetryScheduled) _showsRequests = true;
        if (notice is RequestCompleted && !_showsRequests) return;
        _notices.Enqueue(notice);
        _awake.Set();
    }

    /// <summary>Waits for a task on the pipeline's thread, and writes notices while it waits.</summary>
    private protected T WaitFor<T>(ValueTask<T> work)
    {
        try
        {
            if (work.IsCompletedSuccessfully && _notices.IsEmpty) return work.Result;
            return WaitFor(work.AsTask());
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private T WaitFor<T>(Task<T> work)
    {
        try
        {
            if (!work.IsCompleted) _ = work.ContinueWith(_ => _awake.Set(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            do
            {
                if (!work.IsCompleted) _awake.Wait();
                _awake.Reset();
                while (_notices.TryDequeue(out var notice)) Write(notice);
            }
            while (!work.IsCompleted);
        }
        catch
        {
            // Writing a notice failed, for instance because the pipeline stopped. The task must end before what it uses is disposed.
            _stopping.Cancel();
            Task.WhenAny(work).GetAwaiter().GetResult();
            throw;
        }
        try
        {
            return work.GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is not (EngineException or ArchiveException or IOException or UnauthorizedAccessException) && !Cancellation.IsCancellationRequested)
        {
            // A failure that no caller expects ends only what was waited for. The caller goes on with the next conversation.
            throw new EngineException(EngineErrorKind.InvalidResponse, TerminalText.OneLine($"The response could not be read: {failure.Message}"), failure);
        }
    }

    private void Write(EngineNotice notice)
    {
        if (_showsWait)
        {
            _showsWait = false;
            WriteProgress(new ProgressRecord(WaitProgressId, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
        }

        switch (notice)
        {
            case RequestCompleted request:
                WriteVerbose(string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}, {3} bytes, {4:0} ms",
                    request.Method, request.Address, request.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no response", request.Bytes, request.Duration.TotalMilliseconds));
                break;
            case RetryScheduled retry:
                var waits = string.Format(CultureInfo.InvariantCulture, "Retry {0} in {1:0.0} s: {2}", retry.Attempt, retry.Delay.TotalSeconds, retry.Failure.Message);
                WriteVerbose(waits);
                if (retry.Delay < LongWait) break;
                _showsWait = true;
                WriteProgress(new ProgressRecord(WaitProgressId, "Waiting for the engine", waits) { SecondsRemaining = (int)Math.Ceiling(retry.Delay.TotalSeconds) });
                break;
            case MillisecondOverflow overflow:
                WriteWarning(string.Format(CultureInfo.InvariantCulture,
                    "Conversation {0}: the engine returned {1} activities at once, up to the millisecond {2}{3}. A request cannot start within a millisecond, so other activities of that millisecond may be missing.",
                    overflow.ConversationId, overflow.PageSize, overflow.EventId, overflow.Timestamp is { } time ? $" ({time:o})" : ""));
                break;
            case EndNotConfirmed { Reason: EndDoubt.LeidIgnored } end:
                WriteWarning(string.Format(CultureInfo.InvariantCulture,
                    "Conversation {0}: the engine ignores the start time (leid) and always returns the same {1} activities of type {2}. Other activities may be missing.",
                    end.ConversationId, end.PageSize, end.Type));
                break;
            case EndNotConfirmed end:
                WriteWarning(string.Format(CultureInfo.InvariantCulture,
                    "Conversation {0}: the last {1} activities of type {2} have no readable eventId, so later ones cannot be requested. Later activities may be missing.",
                    end.ConversationId, end.PageSize, end.Type));
                break;
            case FollowingInterrupted interrupted:
                WriteWarning($"{Subject(interrupted.ConversationId)} has been unreachable since {Local(interrupted.Since)}. It is retried at intervals of up to a minute. {interrupted.Failure.Message}");
                break;
            case FollowingResumed resumed:
                var back = $"{Subject(resumed.ConversationId)} is reachable again. It was unreachable from {Local(resumed.Since)} to {Local(resumed.Until)}.";
                WriteVerbose(back);
                WriteInformation(back, ["Interactions"]);
                break;
            case FollowingFailed failed:
                WriteError(ErrorRecords.Of(failed.Failure, failed.ConversationId, failed.IsPartial));
                break;
        }
    }

    private static string Subject(Guid? conversation) => conversation is null ? "The engine" : $"Conversation {conversation}";

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Called by PowerShell when the pipeline is stopped, such as by Ctrl+C. Cancels the requests under way.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Called by PowerShell when the pipeline has ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels the requests under way.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stopping.Cancel();
    }
}
