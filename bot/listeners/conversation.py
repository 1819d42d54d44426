"""From a typed line to its answer: the one way in for commands, mentions, messages, buttons and menus."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import UserError
from bot.i18n import _, speaking
from bot.listeners.commands import BY_WORD
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.listeners.references import Unclear, not_found, split_item, spoken, take_whatif
from bot.listeners.scopes import read_scope
from bot.messages.answers import build_error, build_said, build_which_group
from bot.messages.help import build_welcome
from bot.services.arrivals import Arrival, Caller, WhichGroup, identify, recognise
from bot.services.edit import AlreadyDone
from bot.services.receiving import mark_received, was_received
from bot.services.work import ByRevision, NotInMemory, Work
from bot.workplan.typed_text import fold
from bot.workplan.typed_when import read_when
from bot.workplan.typed_words import STOP_WORDS, Token, TokenKind, nearest, split_status, split_words

LONGEST_LINE = 3000
MOST_ANSWERS_RECALLED = 200
_LABEL = re.compile(r"([A-Za-z][\w-]{0,40})/(.*)", re.DOTALL)


ALREADY_DONE = Answer(build_said(_("That was done already; nothing happened a second time.")))


class Conversation:
    """Answers lines. Synchronous: callers run it in a worker thread.

    Args:
        work: the services' means.
        command: the slash command, for texts.
        now: gives the current instant.
    """

    def __init__(self, work: Work, command: str, now: Callable[[], datetime]) -> None:
        self.work = work
        self.command = command
        self.now = now
        self._recalled = ByRevision[Hashable, Outcome](MOST_ANSWERS_RECALLED)

    def answer(self, arrival: Arrival, text: str, *, group_id: int | None = None) -> Outcome:
        """Answer a line; what cannot be done is an answer too.

        Args:
            arrival: where it came from.
            text: the words as typed.
            group_id: the group a button carries; else the label, channel or person decides.
        """
        try:
            line = self._line(arrival, text[:LONGEST_LINE], group_id)
        except WhichGroup as doubt:
            return Answer(build_which_group(doubt.choices, text))
        except UserError as error:
            return Answer(build_error(error))
        return self.run(line.caller, lambda: respond(line))

    def recall(self, arrival: Arrival, text: str) -> Outcome | None:
        """The same answer where it follows from what is in memory; None where it takes the database.

        Unlike all else here it may be called from the event loop: it waits for nothing, and handing a line to
        a worker thread costs more than this. What takes no database changes nothing, so that such an answer
        may be given again in the same minute: no date of a plan is finer.
        """
        caller = recognise(self.work, arrival)
        if caller is None or "/" in text or len(text) > LONGEST_LINE:
            return None
        line = replace(self.line(caller, text.strip()), work=self.work.memory)
        minute = line.now.replace(second=0, microsecond=0)
        question = (caller.group.id, caller.reader, caller.locale, caller.channel_id, line.typed, minute)
        outcome = self._recalled.get(question, caller.facts.revision)
        if outcome is None:
            try:
                outcome = self.run(caller, lambda: respond(line))
            except NotInMemory:
                return None
            self._recalled.put(question, caller.facts.revision, outcome)
        return outcome

    def answer_event(self, arrival: Arrival, text: str) -> Outcome | None:
        """Answer a mention or message; None where the same event was answered before.

        A change is stored together with its event's id. That it was answered is stored on its own, by the
        first of several copies that come at once.
        """
        if arrival.event_id is None:
            return None
        answered = f"{arrival.event_id}:answered"
        if any(was_received(self.work, known) for known in (arrival.event_id, answered)):
            return None
        outcome = self.answer(arrival, text)
        # The copy that found the change done must not pass for the one that tells of it.
        if outcome is ALREADY_DONE or not mark_received(self.work, answered, self.now()):
            return None
        return outcome

    def run(self, caller: Caller, act: Callable[[], Outcome]) -> Outcome:
        """Do something for a caller in their language; errors and doubts become answers."""
        with speaking(caller.locale):
            try:
                return act()
            except Unclear as doubt:
                return doubt.answer
            except UserError as error:
                return Answer(build_error(error, caller.group.id))
            except AlreadyDone:
                return ALREADY_DONE

    def line(self, caller: Caller, words: str, shared_by: str | None = None) -> Line:
        """A line for a known caller: of a form, or (with the user id of who shares it) for a channel."""
        return Line(self.work, caller, tuple(split_words(words)), words, self.now(), self.command, shared_by)

    def _line(self, arrival: Arrival, text: str, group_id: int | None) -> Line:
        tokens = split_words(text)
        caller: Caller | None = None
        if group_id is None:
            caller, tokens = self._labelled(arrival, tokens)
        if caller is None:
            caller = identify(self.work, arrival, group_id=group_id)
        typed = text.strip()
        return Line(self.work, caller, tuple(tokens), typed, self.now(), self.command)

    def _labelled(self, arrival: Arrival, tokens: list[Token]) -> tuple[Caller | None, list[Token]]:
        """``LABEL/KEY`` or ``LABEL/next`` settles the group anywhere; other slashes are left alone."""
        for index, token in enumerate(tokens[:3]):
            found = (
                _LABEL.fullmatch(token.text) if token.kind is TokenKind.WORD and not token.quoted else None
            )
            if found is None:
                continue
            try:
                caller = identify(self.work, arrival, label=found[1])
            except UserError:
                continue
            rest = [Token(found[2])] if found[2] else []
            return caller, [*tokens[:index], *rest, *tokens[index + 1 :]]
        return None, tokens


def respond(line: Line) -> Outcome:
    """Find what a line asks for, and do it."""
    tokens: Sequence[Token] = line.tokens
    if not tokens:
        return Answer(build_welcome(line.group, line.command))
    command, rest = _command(tokens)
    if command is None:
        # "please show ws1-m2", "when is the next ws1 meeting"
        tokens = _without_talk(tokens)
        command, rest = _command(tokens)
    if command is not None:
        return command.handle(line.having(rest))
    if not tokens:
        return Answer(build_welcome(line.group, line.command))
    return _loosely(line, tokens)


def _command(tokens: Sequence[Token]) -> tuple[Command | None, Sequence[Token]]:
    """The command whose word, or two or three words, stand first."""
    for count in (3, 2, 1):
        head = tokens[:count]
        if len(head) == count and all(t.kind is TokenKind.WORD and not t.quoted for t in head):
            command = BY_WORD.get(" ".join(_bare(token) for token in head))
            if command is not None:
                return command, tokens[count:]
    return None, tokens


def _bare(token: Token) -> str:
    """A word without the signs around it; a sign alone stays."""
    return fold(token.text).strip("?!.,:;") or token.text


def _without_talk(tokens: Sequence[Token]) -> Sequence[Token]:
    index = 0
    while index < len(tokens) and _bare(tokens[index]) in STOP_WORDS:
        index += 1
    return tokens[index:]


def _loosely(line: Line, tokens: Sequence[Token]) -> Outcome:
    """No command stands first: a scope means what is next there, an item is shown, changed or dated.

    `tokens` are those of the line without the talk before them ("please", "when is").
    """
    scope = read_scope(line, line.tokens)
    if scope.said and not scope.unknown:
        return BY_WORD["next"].handle(line)
    line = line.having(tokens)
    matches, rest = split_item(line)
    if matches.items:
        return _about_item(line, matches.item.key if matches.item else None, rest)
    if not matches.suggestions:
        _suggest_word(line, line.tokens[0], line.tokens[1:])
    if matches.suggestions:
        raise not_found(line, matches.suggestions, "show")
    raise _not_understood(line)


def _suggest_word(line: Line, word: Token, rest: Sequence[Token]) -> None:
    """Refuse a wrong word with the nearest one, its usage and the line as it was probably meant."""
    near = nearest(word.text, tuple(BY_WORD)) if not word.quoted else None
    if near is not None:
        command = BY_WORD[near]
        raise UserError(
            _("I don't know “{word}”. Did you mean `{near}`? Usage: `{usage}`").format(
                word=word.text[:50], near=command.name, usage=f"{line.command} {command.usage}"
            ),
            words=(f"{command.name} {spoken(rest)}".strip(), f"help {command.name}"),
        )


def _about_item(line: Line, key: str | None, rest: Sequence[Token]) -> Outcome:
    """An item and a verb in either order: "ws1-d1 done", "amber ws1-d1 they are late", "ws1-m2 16 jan"."""
    named = [Token(key)] if key is not None else list(line.tokens[: len(line.tokens) - len(rest)])
    if not rest:
        return BY_WORD["show"].handle(line.having(named))
    plain, whatif = take_whatif(rest)
    command, tail = _command(rest)
    if command is not None and not command.hidden:
        return command.handle(line.having([*named, *tail]))
    status, _count = split_status([token.text for token in rest if not token.quoted][:4])
    if status is not None:
        return BY_WORD["update"].handle(line.having([*named, *rest]))
    try:
        read_when(" ".join(token.text for token in plain), today=line.today, zone=line.group.zone)
    except UserError:
        _suggest_word(line, rest[0], [*named, *rest[1:]])
        if key is None:
            raise _not_understood(line) from None
        usage = "`{command} update {key} STATUS`, `{command} schedule {key} DATE`"
        raise UserError(
            _("What about {key}? Say for example {usage}.").format(
                key=key, usage=usage.format(command=line.command, key=key)
            ),
            words=(f"show {key}",),
        ) from None
    return BY_WORD["move" if whatif else "schedule"].handle(line.having([*named, *rest]))


def _not_understood(line: Line) -> UserError:
    """Words that are no command: what can be said of the part of the plan they name, or at all."""
    said = read_scope(line, line.tokens).said
    return UserError(
        _("I don't understand “{words}”. `{command} help` lists what you can say.").format(
            words=line.typed[:80], command=line.command
        ),
        words=(f"next {said}", f"status {said}", f"plan {said}") if said else ("next", "help"),
    )
