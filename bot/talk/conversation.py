"""From a typed line to its answer: the one way in for commands, mentions, messages, buttons and menus."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime

from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.core.i18n import _, speaking
from bot.core.received import mark_received, was_received
from bot.core.work import ByRevision, NotInMemory, Work
from bot.groups.arrivals import Arrival, Caller, WhichGroup, identify, recognise
from bot.talk.answers import build_error, build_said, build_which_group
from bot.talk.line import Answer, Line, Outcome
from bot.talk.references import Unclear
from bot.talk.routing import respond
from bot.talk.tokens import Token, TokenKind, split_words

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
        now = self.now()
        # The rights follow from the person and the revision; the zone and language of observers do not.
        person = (caller.person_id, caller.reader.zone, caller.reader.name, caller.locale)
        question = (caller.group.id, person, caller.channel_id, text, int(now.timestamp() // 60))
        outcome = self._recalled.get(question, caller.facts.revision)
        if outcome is None:
            line = replace(self.line(caller, text.strip()), work=self.work.memory)
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
