namespace Interactions.Client;

/// <summary>Notices a page that is the one before it over again, which some engines return by mistake.</summary>
/// <param name="engine">Told of an engine that does so.</param>
internal sealed class RepeatedPageDetector(EngineTraits engine)
{
    private (int Count, int Hash)? _last;
    private bool _hasAskedAgain;

    /// <summary>Whether to ask again, because the answer equals the one before it. It may still be right, so the second time it is believed.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isExpected">Whether an equal answer is what an engine without mistakes would return.</param>
    public bool MustAskAgain(Answer answer, bool isExpected)
    {
        var isSame = _last == (answer.Count, answer.Hash);
        if (_hasAskedAgain && !isSame) engine.RepeatsPages = true;
        _last = (answer.Count, answer.Hash);
        return _hasAskedAgain = isSame && !_hasAskedAgain && !(isExpected && !engine.RepeatsPages);
    }

    /// <summary>Forgets the last answer: the same question is asked again for another reason.</summary>
    public void Forget() => _last = null;
}
