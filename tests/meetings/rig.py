"""People who speak to the bot, press its buttons and fill in its forms, over a stage without Slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.groups.arrivals import Arrival
from bot.meetings.actions.rules import DecisionItem, Outcomes
from bot.meetings.actions.store import decisions_of
from bot.meetings.agenda.rules import AgendaBook, Point
from bot.plan.rules.point_states import PointState
from bot.sandbox.block_rules import message_too_long, problems, view_problems
from bot.sandbox.values import Choice, form_values, state_values
from bot.slack.submitted import read_submission
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer, OpenForm, Outcome
from tests.stage import CHANNEL, TEAM, Stage
from tests.talk.shown import Button, buttons_of, words_of


@dataclass
class Said:
    """What somebody was told, or the form that opened for them."""

    text: str
    blocks: list[dict[str, Any]] = field(repr=False)
    view: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def all(self) -> str:
        return "\n".join([self.text, *words_of(self.blocks)])

    @property
    def buttons(self) -> list[Button]:
        return buttons_of(self.blocks)

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]


@dataclass
class Rig:
    """A stage on which people act at `now`."""

    stage: Stage
    now: datetime

    def _arrival(self, user: str, channel: str | None = CHANNEL) -> Arrival:
        self.stage.requests += 1
        return Arrival(TEAM, channel, TEAM, user, f"Rig{self.stage.requests}")

    @property
    def _conversation(self) -> Conversation:
        return Conversation(self.stage.work, "/img", lambda: self.now)

    def say(self, user: str, words: str) -> Said:
        """Somebody types words after the slash command."""
        return _said(self._conversation.answer(self._arrival(user), words))

    def press(self, user: str, said: Said, label: str, number: int = 0) -> Said:
        """Somebody presses the button (the `number`-th of that label) of what was said."""
        found = [button for button in said.buttons if button.label == label]
        assert len(found) > number, f"no {label!r} among {said.labels} in {said.text!r}"
        return _said(self._conversation.press(self._arrival(user), found[number].value))

    def shortcut(self, user: str, text: str, name: str = "save-to-minutes") -> Said:
        """Somebody uses an entry in the menu of a message with that text."""
        return _said(self._conversation.use_shortcut(self._arrival(user), name, text))

    def submit(self, user: str, said: Said, **values: Choice) -> Said:
        """Somebody fills in the form that opened, and sends it."""
        assert said.view is not None, said.text
        inputs = form_values(said.view["blocks"], values, {})
        state = {"values": state_values(said.view["blocks"], inputs)}
        given = read_submission({**said.view, "state": state})
        return _said(self._conversation.submit(self._arrival(user), given.value, given))

    def told(self, user: str, words: str) -> str:
        return self.say(user, words).text

    def book(self) -> AgendaBook:
        with self.stage.looking(self.stage.cli(), self.now) as looking:
            return looking.snapshot[AgendaBook]

    def outcomes(self) -> Outcomes:
        with self.stage.looking(self.stage.cli(), self.now) as looking:
            return looking.snapshot[Outcomes]

    def decisions(self, key: str) -> tuple[DecisionItem, ...]:
        """What a meeting decided."""
        with self.stage.database.reading() as session:
            return decisions_of(session, self.stage.item(key).id)

    def points(self, key: str) -> tuple[Point, ...]:
        """What the agenda of a meeting lists."""
        return self.book().of(self.stage.item(key).id)

    def texts(self, key: str) -> list[str]:
        return [point.text for point in self.points(key)]

    def states(self, key: str) -> Mapping[str, PointState]:
        """How all points of a meeting stand, by text."""
        return {point.text: point.state for point in self.book().points.get(self.stage.item(key).id, ())}


def _said(outcome: Outcome) -> Said:
    if isinstance(outcome, OpenForm):
        assert view_problems(outcome.view) == []
        return Said("", [], dict(outcome.view))
    assert isinstance(outcome, Answer)
    message = outcome.message
    assert problems(message.blocks) == [], problems(message.blocks)
    assert not message_too_long(message.blocks)
    return Said(message.text, message.blocks)
