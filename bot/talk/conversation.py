"""From what somebody typed, pressed or submitted to its answer: the one way in for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.caller import Caller
from bot.core.codec import UnknownValue
from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.core.group import NO_GROUP
from bot.core.i18n import _, speaking
from bot.core.offers import request_of, store_offers
from bot.core.perform import UNDO_FOR, perform
from bot.core.received import mark_received, was_received
from bot.core.registry import Looking
from bot.core.requests import Act, Form, Look, Request
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.core.work import Work
from bot.groups.arrivals import Arrival, arrive, group_of_last_act, make_known, try_to_make_known
from bot.groups.settings_acts import FirstSteps
from bot.plan.rules.plan import Plan
from bot.reminders.acts import Share
from bot.slack.saying import build_said
from bot.store.database import Session
from bot.talk.answers import build_choice, build_error, build_old_value, in_group
from bot.talk.group_named import arrive_named
from bot.talk.introducing import introduced, is_open_to_all
from bot.talk.line import Choice, Command, Line, Meaning, Refusal
from bot.talk.old_values import items_named
from bot.talk.outcomes import (
    Answer,
    Meant,
    OldValue,
    OpenForm,
    Outcome,
    after_commit,
    already_done,
    choose_group,
)
from bot.talk.tokens import Token, split_words
from bot.talk.understand import understand

LONGEST_LINE = 4000
_OLD_GROUP = re.compile(r"\s*(?:\{\"group\": ?)?([0-9]{1,9})\b")


class Conversation:
    """Answers people. Synchronous: callers run it in a worker thread.

    Args:
        work: the means of the process.
        command: the slash command, for texts.
        now: gives the current instant.
    """

    def __init__(self, work: Work, command: str, now: Callable[[], datetime]) -> None:
        self.work = work
        self.registry = work.registry
        self.command = command
        self.now = now
        self.commands: Mapping[str, Command] = {
            word: command for command in work.registry.commands for word in (command.name, *command.aliases)
        }

    def answer(self, arrival: Arrival, text: str) -> Outcome:
        """Answer a line; what cannot be done is an answer too."""
        return self._respond(arrival, lambda session: self._hear(arrival, session, text))

    def answer_event(self, arrival: Arrival, text: str) -> Outcome | None:
        """Answer a mention or message; None where the same event was answered before.

        A change is stored together with its event's id. That it was answered is stored on its own, by the
        first of several copies that come at once.
        """
        if arrival.request_id is None:
            return None
        answered = f"{arrival.request_id}:answered"
        if any(was_received(self.work, known) for known in (arrival.request_id, answered)):
            return None
        outcome = self.answer(arrival, text)
        # The copy that found the change done must not pass for the one that tells of it.
        is_copy = isinstance(outcome, Answer) and outcome.message.text == already_done()
        return None if is_copy or not mark_received(self.work, answered, self.now()) else outcome

    def press(self, arrival: Arrival, value: str, *, remember: bool = False) -> Outcome:
        """Do what a button or a choice of a menu says; `remember` its group for later lines."""

        def find(session: Session) -> Meant:
            found = self._carried(arrival, session, value)
            if remember and not isinstance(found.meaning, OldValue):
                # Whichever group the button is for is what the person means from now on.
                make_known(self.work, arrival, found.caller.group.id)
            return found

        return self._respond(arrival, find)

    def use_shortcut(self, arrival: Arrival, name: str, text: str) -> Outcome:
        """Do what an entry in the menu of a message says; `text` is the message."""

        def find(session: Session) -> Meant:
            caller = arrive(self.work, session, arrival).callers[0]
            snapshot = self.work.snapshot(session, caller.group.id, caller.facts.revision)
            return Meant(caller, snapshot, self.registry.shortcuts[name].make(text))

        return self._respond(arrival, find)

    def share(self, arrival: Arrival, value: str) -> Outcome:
        """Show the look that a button carries to the whole channel."""

        def find(session: Session) -> Meant:
            found = self._carried(arrival, session, value)
            # A value that is no look, such as that of an old button, is answered only to whoever pressed it.
            meaning = Share(found.meaning) if isinstance(found.meaning, Look) else found.meaning
            return Meant(found.caller, found.snapshot, meaning)

        return self._respond(arrival, find)

    def submit(self, arrival: Arrival, value: str, submitted: Any) -> Answer:  # noqa: ANN401
        """Do what a submitted form says.

        Args:
            arrival: who submitted it, and where it was opened.
            value: the form, as it carries itself.
            submitted: its fields, as the form's feature reads them.

        Raises:
            UserError: what other input could mend.
        """
        with self.work.database.reading() as session:
            found = self._carried(arrival, session, value)
            if not isinstance(found.meaning, Form):
                return self._told(found, session, arrival)
            kind = self.registry.forms[type(found.meaning)]
            with speaking(found.caller.reader.language):
                act = kind.read(found.meaning, submitted, self._looking(found, session))
        found = Meant(found.caller, found.snapshot, act)
        with speaking(found.caller.reader.language):
            if not isinstance(act, Act):
                with self.work.database.reading() as session:
                    return self._told(found, session, arrival)
            return self._finish(self._act(act, found, is_form=True), found, arrival)

    def _told(self, meant: Meant, session: Session, arrival: Arrival) -> Answer:
        """The answer to a form that turned out to ask for nothing that is done."""
        meant = replace(meant, snapshot=self.work.snapshot(session, meant.caller.group.id))
        outcome = self._still(meant, session)
        assert isinstance(outcome, Answer)
        return self._finish(outcome, meant, arrival)

    def look(self, caller: Caller, meaning: Meaning) -> Outcome:
        """Answer a look or form of somebody who is known already, such as the command line."""
        with self.work.database.reading() as session:
            snapshot = self.work.snapshot(session, caller.group.id)
            found = Meant(caller, snapshot, meaning)
            outcome = self._still(found, session)
        assert outcome is not None
        return outcome

    def line(
        self, caller: Caller, snapshot: Snapshot, text: str, tokens: tuple[Token, ...] | None = None
    ) -> Line:
        """A line before a group."""
        words = tuple(split_words(text)) if tokens is None else tokens
        return Line(snapshot, caller, words, text.strip(), self.now(), self.commands, self.command)

    def _respond(self, arrival: Arrival, find: Callable[[Session], Meant]) -> Outcome:
        try:
            with self.work.database.reading() as session:
                meant = find(session)
                outcome = self._still(meant, session)
        except UserError as error:
            return Answer(build_error(error, lambda _request: "", 0))
        if outcome is None:
            assert isinstance(meant.meaning, Act)
            with speaking(meant.caller.reader.language):
                outcome = self._act(meant.meaning, meant)
        return outcome if isinstance(outcome, OpenForm) else self._finish(outcome, meant, arrival)

    def _hear(self, arrival: Arrival, session: Session, text: str) -> Meant:
        if len(text) > LONGEST_LINE:
            told = _("That is {count} characters long; I read up to {most}. Nothing was changed.")
            raise UserError(told.format(count=len(text), most=LONGEST_LINE))
        arrived, tokens = arrive_named(self.work, session, arrival, tuple(split_words(text)))
        if arrived.callers[0].group.id == NO_GROUP:
            # Where there is no group yet, the answer is how to make one, whatever was typed.
            return Meant(arrived.callers[0], self.work.snapshot(session, NO_GROUP), FirstSteps())
        found = []
        for caller in arrived.callers:
            snapshot = self.work.snapshot(session, caller.group.id, caller.facts.revision)
            with speaking(caller.reader.language):
                meaning = understand(self.line(caller, snapshot, text, tokens))
            found.append(Meant(caller, snapshot, meaning, several=len(arrived.callers) > 1))
        if len(found) > 1 and all(one.meaning == Undo() for one in found):
            # One's own last change is of one group, whichever is spoken of.
            last = group_of_last_act(
                session, found[0].caller, self.now() - UNDO_FOR, self.registry.final_names
            )
            return min(found, key=lambda one: one.caller.group.id != last)
        return choose_group(found, arrived.is_settled)

    def _carried(self, arrival: Arrival, session: Session, value: str) -> Meant:
        """What a value says, before its group; of an older version the items that it names."""
        try:
            carried = self.registry.decode(value)
            caller = arrive(self.work, session, arrival, group_id=carried.group_id).callers[0]
            request: Request = request_of(
                session, self.registry, carried, caller.person_id, self.now()
            ).request
        except UnknownValue:
            return self._old(arrival, session, value)
        snapshot = self.work.snapshot(session, caller.group.id, caller.facts.revision)
        return Meant(caller, snapshot, request)

    def _old(self, arrival: Arrival, session: Session, value: str) -> Meant:
        group = _OLD_GROUP.match(value)
        try:
            arrived = arrive(self.work, session, arrival, group_id=int(group[1]) if group else None)
        except UserError:
            arrived = arrive(self.work, session, arrival)
        caller = arrived.callers[0]
        snapshot = self.work.snapshot(session, caller.group.id, caller.facts.revision)
        items = items_named(value, snapshot[Plan], self.registry.types) if caller.may_read() else ()
        return Meant(caller, snapshot, OldValue(tuple(item.id for item in items)))

    def _looking(self, meant: Meant, session: Session) -> Looking:
        return Looking(meant.snapshot, meant.caller, self.now(), session, self.registry, self.command)

    def _label(self, meant: Meant) -> Callable[[Request], str]:
        return lambda request: self.registry.label(request, meant.snapshot, meant.caller.reader)

    def _still(self, meant: Meant, session: Session) -> Outcome | None:
        """The answer to what changes nothing; None of an act."""
        meaning, caller = meant.meaning, meant.caller
        if isinstance(meaning, Act):
            return None
        with speaking(caller.reader.language):
            looking = self._looking(meant, session)
            try:
                if isinstance(meaning, Choice):
                    return Answer(
                        build_choice(
                            meaning.question, meaning.options, caller.group.id, remember=meant.remembers
                        )
                    )
                if isinstance(meaning, Refusal):
                    refused = UserError(meaning.text, offers=meaning.offers)
                    return Answer(build_error(refused, self._label(meant), caller.group.id))
                if isinstance(meaning, OldValue):
                    items = [meant.snapshot[Plan].by_id[item_id] for item_id in meaning.item_ids]
                    return Answer(build_old_value(items, caller.group, caller.reader, looking.now))
                if isinstance(meaning, Form):
                    return self._form(meaning, looking)
                assert isinstance(meaning, Look)
                return Answer(self.registry.looks[type(meaning)].show(meaning, looking))
            except UserError as error:
                return Answer(build_error(error, self._label(meant), caller.group.id))

    def _form(self, form: Form, looking: Looking) -> OpenForm:
        """A form, for somebody who may do what it asks for: who may not hears it before."""
        kind, snapshot = self.registry.forms[type(form)], looking.snapshot
        need = kind.need(form, snapshot)
        if not is_open_to_all(form, need):
            looking.caller.require_reading()
        proposed = kind.proposed(form, snapshot)
        looking.caller.require(need, kind.name_of(form, snapshot), proposed)
        title = kind.label(form, looking.snapshot, looking.caller.reader)
        return OpenForm(kind.build(form, looking), form, looking.caller.group.id, title)

    def _act(self, act: Act, meant: Meant, *, is_form: bool = False) -> Answer:
        kind = self.registry.acts[type(act)]
        try:
            done = perform(act, meant.caller, self.now(), self.work)
        except AlreadyDone:
            return Answer(build_said(already_done()))
        except UserError as error:
            if is_form and error.proposal is None and not error.offers:
                raise
            with self.work.database.reading() as session:
                # What is offered instead is worded as things stand after the refusal.
                now = replace(meant, snapshot=self.work.snapshot(session, meant.caller.group.id))
                return Answer(build_error(error, self._label(now), meant.caller.group.id))
        with after_commit():
            return Answer(kind.told(done, meant.caller.reader))

    def _finish(self, outcome: Answer, meant: Meant, arrival: Arrival) -> Answer:
        """Make an answer ready to be sent: store its offers, name its group where there are several."""
        if meant.caller.person_id is None:
            try_to_make_known(self.work, arrival)
        message = in_group(outcome.message, meant.caller.group) if meant.several else outcome.message
        with speaking(meant.caller.reader.language):
            message = introduced(message, meant.caller, arrival.channel_id)
        store_offers(self.work, message, meant.caller.person_id, self.now())
        return Answer(message)
