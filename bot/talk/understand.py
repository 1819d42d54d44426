"""From a line to what it means: pure, given the groups as they stand. Rights are not judged here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Act, Form, Request
from bot.plan.acts import Cancel, SetDate, SetStatus
from bot.plan.looks import CancelForm, Show
from bot.plan.rules.items import SUCCEEDED
from bot.plan.rules.plan import Plan
from bot.talk.answers import Option
from bot.talk.clauses import clauses_of
from bot.talk.line import Choice, Line, Meaning, NotUnderstood, Refusal, Unclear
from bot.talk.mood import Mood, Sentence, asks, denies, depends, doubts, foretells, read_mood
from bot.talk.routing import item_named, respond
from bot.talk.tokens import split_words

MOST_OFFERS = 5
_DECIDED = (SetStatus, SetDate, Cancel, CancelForm, Refusal)
"""What a condition holds back; in a title or an agenda the same words are only text."""


def understand(line: Line) -> Meaning:
    """What a line means before its group.

    A question, a hedge or a negation never acts: it shows the item, and offers the act as a button.
    """
    sentence = read_mood(line.tokens)
    if sentence.mood is Mood.HEDGE:
        sentence = _unless_in_note(line, sentence)
    spoken = line.having(sentence.tokens)
    meaning = _several(spoken) or _meaning_of(spoken)
    note = _note_of(spoken, meaning)
    is_denied = denies(sentence.tokens, note)
    is_ahead = _closes(meaning) and foretells(sentence.tokens, note)
    is_ahead = is_ahead or (isinstance(meaning, _DECIDED) and depends(sentence.tokens, note))
    is_ahead = is_ahead or (isinstance(meaning, _DECIDED) and asks(sentence.tokens, note))
    if sentence.mood is Mood.ORDER and not is_denied and not is_ahead:
        return meaning
    if not _acts(meaning) and not isinstance(meaning, Refusal):
        return meaning
    return _shown(spoken, () if is_denied else tuple(_offered(spoken, meaning)), meaning)


def _several(line: Line) -> Meaning | None:
    """A line that tells of several items or facts: each as a whole act, of which one is done at a time."""
    said = clauses_of(line)
    if not said:
        return None
    meanings = [_again(line, words) for words in said]
    acts = [meaning for meaning in meanings if isinstance(meaning, Act | Form)]
    if len(acts) != len(said):
        return None
    options = tuple(Option(words[:75], act) for words, act in zip(said, acts, strict=True))
    return Choice(_("I do one thing at a time, and nothing was changed yet. Which of these?"), options)


def _unless_in_note(line: Line, sentence: Sentence) -> Sentence:
    """The sentence as an order where only its note doubts: the note is then kept whole."""
    whole = line.having(sentence.whole)
    note = _note_of(whole, _meaning_of(whole))
    if note is None or doubts(sentence.whole, note):
        return sentence
    return replace(sentence, mood=Mood.ORDER, tokens=sentence.whole)


def _acts(meaning: Meaning) -> bool:
    if isinstance(meaning, Choice):
        return any(_acts(option.request) for option in meaning.options)
    return isinstance(meaning, Act | Form)


def _closes(meaning: Meaning) -> bool:
    """Whether it says that something is done or was held."""
    return isinstance(meaning, SetStatus) and meaning.status in SUCCEEDED


def _offered(line: Line, meaning: Meaning) -> Iterable[Act]:
    found = [option.request for option in meaning.options] if isinstance(meaning, Choice) else [meaning]
    acts = [_as_act(one, line) for one in found]
    return [one for one in acts if one is not None][:MOST_OFFERS]


def _as_act(meaning: Meaning, line: Line) -> Act | None:
    """The act that a button offers for a meaning; of a form that asks only why, the act without a reason."""
    if isinstance(meaning, CancelForm):
        item = line.snapshot[Plan].by_id.get(meaning.item_id)
        return Cancel.of(item) if item is not None else None
    return meaning if isinstance(meaning, Act) else None


def _shown(line: Line, offers: tuple[Act, ...], meaning: Meaning) -> Meaning:
    """The item that was asked about, with what may be done with it; without an item only the question."""
    item_ids = {one.item_id for one in (meaning, *offers) if hasattr(one, "item_id")}
    item = item_named(line) if not item_ids else None
    item_id = item.id if item is not None else min(item_ids, default=None)
    if item_id is not None:
        return Show(item_id, offers)
    if isinstance(meaning, Refusal):
        return meaning
    return Refusal(_("That sounds like a question, so nothing was done."), offers)


def _note_of(line: Line, meaning: Meaning) -> str | None:
    """The words at the end of a line that became the note of an act; None where it stood in quotes."""
    note = getattr(meaning, "note", None) or getattr(meaning, "why", None)
    if not note or any(token.quoted for token in line.tokens):
        return None
    return str(note)


def _meaning_of(line: Line, *, again: bool = False) -> Meaning:
    try:
        return respond(line)
    except Unclear as doubt:
        options = tuple(_options(line, doubt))
        return Choice(doubt.question, options) if options else Refusal(doubt.question)
    except NotUnderstood as refusal:
        offers = () if again else _understood(line, refusal.words)
        return Refusal(refusal.text, tuple(offers))
    except UserError as refusal:
        return Refusal(refusal.text, refusal.offers)


def _options(line: Line, doubt: Unclear) -> Iterable[Option]:
    for label, answer, detail in doubt.answers:
        meaning = answer if isinstance(answer, Request) else _again(line, answer)
        if isinstance(meaning, Request):
            yield Option(label, meaning, detail)


def _understood(line: Line, words: Sequence[str]) -> Iterable[Request]:
    meanings = (_again(line, one) for one in words[:MOST_OFFERS])
    return [meaning for meaning in meanings if isinstance(meaning, Request)]


def _again(line: Line, words: str) -> Meaning:
    """A line that may have been meant, understood in its place."""
    return _meaning_of(replace(line, tokens=tuple(split_words(words)), typed=words), again=True)
