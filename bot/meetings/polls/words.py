"""The words that ask for dates, answer and decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.texts import when_words
from bot.dates.when import When
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.words import agency_at
from bot.meetings.polls.acts import (
    CancelPoll,
    ChangePoll,
    ChangePollForm,
    Choose,
    OpenPoll,
    PollAct,
    PollForm,
    ShowPoll,
    Vote,
    VoteForm,
)
from bot.meetings.polls.option_words import Typed, read_options, typed
from bot.meetings.polls.rules import Answer, Poll, Polls
from bot.plan.rules.items import Item
from bot.slack.escaping import one_line
from bot.talk.dating import MOST_ANSWERS, context_of
from bot.talk.line import Command, Line, NotUnderstood, Unclear
from bot.talk.references import name_item, note_of, spoken
from bot.talk.tokens import FOR, Token, TokenKind

_UNTIL = frozenset({"until", "till", "jusqu'au", "closes", "closing", "avant"})
_EXTEND = frozenset({"extend", "until", "till", "prolonger"})
_STOP = frozenset({"cancel", "stop", "close", "end", "annuler"})
_ADD, _DROP = frozenset({"add", "also", "ajouter"}), frozenset({"drop", "without", "retirer"})
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "ok", "works", "oui", "✔", "✓", "👍"), Answer.YES),
    **dict.fromkeys(("ifneedbe", "maybe", "if", "perhaps", "can", "possible", "sibesoin"), Answer.IF_NEED_BE),
    **dict.fromkeys(("no", "n", "cannot", "can't", "not", "non", "✖", "👎"), Answer.NO),
}
_ALL, _NONE = frozenset({"all", "any", "toutes", "tous"}), frozenset({"none", "aucune", "aucun"})
_NUMBER = re.compile(r"#?(\d{1,2})")


def read_poll(line: Line) -> Request:
    """Dates to vote on; without any the form, or the poll that is open, and what becomes of that."""
    named = name_item(line, "poll")
    item, poll = named.item, line.snapshot[Polls].by_item.get(named.item.id)
    is_running = poll is not None and poll.is_running(item)
    if not named.rest:
        return ShowPoll(item.id) if is_running or not item.is_open else PollForm(item.id)
    head, rest = fold(named.rest[0].text), named.rest[1:]
    if poll is not None and is_running:
        basis = PollAct.basis_of(poll, item)
        if head in _STOP:
            return CancelPoll(poll.id, note_of(line, rest), basis=basis)
        if head in _EXTEND:
            days = [token for token in rest if fold(token.text) not in _UNTIL]
            return (
                ChangePoll(poll.id, closes_on=_day(line, days), basis=basis)
                if days
                else ChangePollForm(poll.id)
            )
        if head in _DROP:
            return ChangePoll(poll.id, dropped=_numbers(rest), basis=basis)
        whens, day = _dates(line, item, rest if head in _ADD else named.rest)
        return ChangePoll(poll.id, whens, closes_on=day, basis=basis)
    whens, day = _dates(line, item, named.rest)
    return OpenPoll.of(item, whens, day)


def _until(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The words before "until", and those after it."""
    at = next((i for i, token in enumerate(tokens) if not token.quoted and fold(token.text) in _UNTIL), None)
    return (tokens, ()) if at is None else (tokens[:at], tokens[at + 1 :])


def _dates(line: Line, item: Item, tokens: Sequence[Token]) -> tuple[tuple[When, ...], date | None]:
    """The dates of a list, and the day until which people answer, if one is named.

    Raises:
        Unclear: one of them can be two days.
        NotUnderstood: one of them is none.
    """
    dates, until = _until(tokens)
    found = read_options(" ".join(token.text for token in dates), context_of(line))
    for index, one in enumerate(found):
        if one.said.when is None or one.said.rest:
            raise _doubt(line, item, found, index)
    whens = tuple(one.said.when for one in found if one.said.when is not None)
    return whens, _day(line, until) if until else None


def _doubt(line: Line, item: Item, found: Sequence[Typed], index: int) -> Exception:
    one = found[index]
    why = reading.explain(one.said) or _("“{words}” is more than a date.").format(words=one.words[:80])
    question = _("Date {number}, “{words}”: {why}").format(number=index + 1, words=one.words[:80], why=why)
    if not one.said.choices or one.said.rest:
        return NotUnderstood(question, words=(f"poll {item.key}",))
    answers = []
    for choice in one.said.choices[:MOST_ANSWERS]:
        others = [typed(choice.when) if place == index else other.words for place, other in enumerate(found)]
        answers.append((when_words(choice.when, line.group.zone), f"poll {item.key} {'; '.join(others)}", ""))
    return Unclear(question, answers)


def _day(line: Line, tokens: Sequence[Token]) -> date:
    """The day on which a poll closes.

    Raises:
        NotUnderstood: the words are no single day.
    """
    said = reading.read(" ".join(token.text for token in tokens), context_of(line))
    when: When | None = said.when
    if when is None or not when.is_dated or when.last_day is None or said.rest:
        why = reading.explain(said) or _("“{words}” is no day.").format(words=spoken(tokens)[:80])
        raise NotUnderstood(_("Until when? {why}").format(why=why))
    return when.last_day


def _numbers(tokens: Sequence[Token]) -> tuple[int, ...]:
    return tuple(int(number) for token in tokens for number in _NUMBER.findall(token.text))


def poll_named(line: Line, verb: str) -> tuple[Item, Poll, tuple[Token, ...]]:
    """The poll that a line names; the only one that is open where it names none.

    Raises:
        NotUnderstood: there is no poll of that meeting.
    """
    line.caller.require_reading()
    items = {item.id: item for item in line.items}
    running = [poll for poll in line.snapshot[Polls].polls if poll.is_running(items[poll.item_id])]
    first = fold(line.tokens[0].text) if line.tokens else ""
    if len(running) == 1 and (not first or _NUMBER.fullmatch(first) or first in _ALL | _NONE | set(_ANSWERS)):
        return items[running[0].item_id], running[0], line.tokens
    named = name_item(line, verb)
    poll = line.snapshot[Polls].by_item.get(named.item.id)
    if poll is None:
        text = _("There is no poll of {key} “{title}”.").format(
            key=named.item.key, title=one_line(named.item.title)
        )
        raise NotUnderstood(text, words=(f"poll {named.item.key}", f"show {named.item.key}"))
    return named.item, poll, named.rest


def read_vote(line: Line) -> Request:
    """What somebody answers: "1 yes, 2 no", "all", "none"; with a name before it, for somebody else."""
    _item, poll, tokens = poll_named(line, "vote")
    voice, words, note = _for_whom(line, tokens)
    if not words:
        return VoteForm(poll.id, for_others=voice is not None)
    said = _answers(poll, words)
    given = {answer: tuple(sorted(n for n, one in said.items() if one is answer)) for answer in Answer}
    voice = voice or Voice()
    return Vote(
        poll.id, given[Answer.YES], given[Answer.IF_NEED_BE], given[Answer.NO],
        voice.person_id, voice.agency_id, voice.guest, note,
    )  # fmt: skip


def _for_whom(line: Line, tokens: Sequence[Token]) -> tuple[Voice | None, Sequence[Token], str | None]:
    """For whom a vote is entered, the words of the vote, and the note that stands in quotes."""
    note = " ".join(token.text for token in tokens if token.quoted) or None
    tokens = [token for token in tokens if not token.quoted]
    if tokens and fold(tokens[0].text) in FOR | {"as"}:
        tokens = tokens[1:]
    if not tokens:
        return None, tokens, note
    if tokens[0].kind is TokenKind.USER:
        contacts = {contact.user_id: contact for contact in line.caller.roster.people.values()}
        contact = contacts.get(tokens[0].id or "")
        if contact is None:
            raise NotUnderstood(_("{person} is not on the roster.").format(person=f"<@{tokens[0].id}>"))
        return Voice(person_id=contact.id), tokens[1:], note
    agency, count = agency_at(line.snapshot[Agencies], tokens)
    if agency is not None:
        return Voice(agency_id=agency.id), tokens[count:], note
    if "@" in tokens[0].text:
        return Voice(guest=tokens[0].text.strip(",:;").casefold()), tokens[1:], note
    return None, tokens, note


def _answers(poll: Poll, tokens: Sequence[Token]) -> dict[int, Answer]:
    """Numbers with their answers, in either order: "1 yes 2 no", "yes 1 3, if need be 4".

    Raises:
        NotUnderstood: a number that is no option, or words that are no answer.
    """
    words = re.sub(
        r"(?i)\b(if need be|si besoin|si necessaire)\b", "ifneedbe", " ".join(fold(t.text) for t in tokens)
    )
    pieces = re.findall(r"#?\d{1,2}|[^\s,;:.\d]+", words)
    numbers = [option.number for option in poll.options]
    if len(pieces) == 1 and pieces[0] in _ALL | _NONE:
        return dict.fromkeys(numbers, Answer.YES if pieces[0] in _ALL else Answer.NO)
    said: dict[int, Answer] = {}
    waiting: list[int] = []
    current: Answer | None = None
    for piece in pieces:
        found = _NUMBER.fullmatch(piece)
        if found is not None:
            number = int(found[1])
            if number not in numbers:
                known = ", ".join(str(one) for one in numbers)
                raise NotUnderstood(
                    _("There is no date {number}: this poll has {known}.").format(number=number, known=known)
                )
            if current is not None:
                said[number] = current
            else:
                waiting.append(number)
        elif piece in _ANSWERS:
            answer = _ANSWERS[piece]
            if waiting:
                said |= dict.fromkeys(waiting, answer)
                waiting = []
            else:
                current = answer
        elif piece not in ("and", "et", "is", "the", "date", "dates", "but", "works"):
            raise NotUnderstood(
                _(
                    "“{word}” is no answer: say yes, if need be or no for a number, as in “1 yes, 2 no”."
                ).format(word=piece[:40])
            )
    if waiting:
        said |= dict.fromkeys(waiting, Answer.YES)
    if not said:
        raise NotUnderstood(_("Which dates work? Say for example “1 yes, 2 no”."))
    return said


def read_choose(line: Line) -> Request:
    """Take one of the dates; without a number, the poll to choose from."""
    item, poll, tokens = poll_named(line, "choose")
    numbers = _numbers(tokens)
    if len(numbers) != 1:
        return ShowPoll(item.id)
    return Choose(poll.id, numbers[0], basis=PollAct.basis_of(poll, item))


COMMANDS = (
    Command(
        name="poll",
        usage="poll KEY [WHEN, WHEN, …] [until WHEN]",
        summary=N_("ask the invited which dates they can make; with KEY alone the form, or how it stands"),
        example="poll WS1-M2 16 Jan 2-5pm, 18 Jan 2-5pm until 20 Dec",
        handle=read_poll,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("sondage",),
    ),
    Command(
        name="vote",
        usage="vote KEY [for WHO] N yes|ifneedbe|no, …",
        summary=N_("which dates of a poll work for you: 1 yes, 2 if need be, 3 no; or all, or none"),
        example="vote WS1-M2 1 yes, 2 no",
        handle=read_vote,
        section=N_("Dates"),
        roles=N_("those invited"),
        aliases=("voter",),
    ),
    Command(
        name="choose",
        usage="choose KEY N",
        summary=N_("take one of the dates of a poll"),
        example="choose WS1-M2 2",
        handle=read_choose,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("choisir",),
    ),
)
