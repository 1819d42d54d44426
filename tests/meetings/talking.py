"""People who say and press things in a group, and what they are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.codec import encode
from bot.core.requests import Request
from bot.groups.arrivals import Arrival
from bot.slack.message import Message
from bot.slack.submitted import Submitted, read_submission
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer, OpenForm
from tests.stage import CHANNEL, NOW, TEAM, Stage


class People:
    """The conversation of a stage; time is `now` until it is set."""

    def __init__(self, stage: Stage, now: datetime = NOW) -> None:
        self.stage = stage
        self.now = now

    def _arrival(self, user: str, team: str = TEAM) -> Arrival:
        self.stage.requests += 1
        return Arrival(TEAM, CHANNEL, team, user, f"Ev{self.stage.requests}")

    @property
    def _conversation(self) -> Conversation:
        return Conversation(self.stage.work, "/img", lambda: self.now)

    def say(self, user: str, words: str) -> str:
        """What somebody is told who says something."""
        return self.answer(user, words).text

    def answer(self, user: str, words: str) -> Message:
        """The same as a whole message."""
        outcome = self._conversation.answer(self._arrival(user), words)
        assert isinstance(outcome, Answer), outcome
        assert isinstance(outcome.message, Message)
        return outcome.message

    def form(self, user: str, request: Request | str) -> dict[str, Any]:
        """The form that words or a button open."""
        talk = self._conversation
        if isinstance(request, str):
            outcome = talk.answer(self._arrival(user), request)
        else:
            outcome = talk.press(self._arrival(user), encode(request, self.stage.group_id))
        assert isinstance(outcome, OpenForm), outcome
        return dict(outcome.view)

    def submit(self, user: str, view: dict[str, Any], **values: Any) -> str:  # noqa: ANN401
        """What somebody is told who fills in a form; what they do not touch stays as it was."""
        state = {block["block_id"]: {"value": begun(block["element"])} for block in inputs(view)}
        for name, value in values.items():
            element = next(block["element"] for block in inputs(view) if block["block_id"] == name)
            state[name] = {"value": typed(element, value)}
        given: Submitted = read_submission({**view, "state": {"values": state}})
        return self._conversation.submit(self._arrival(user), given.value, given).message.text

    def press(self, user: str, request: Request) -> Message:
        """What somebody is told who presses a button."""
        outcome = self._conversation.press(self._arrival(user), encode(request, self.stage.group_id))
        assert isinstance(outcome, Answer), outcome
        assert isinstance(outcome.message, Message)
        return outcome.message


def inputs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def begun(element: dict[str, Any]) -> dict[str, Any]:
    """A field as it stands when a form is opened."""
    names = {
        "initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options",
        "initial_date": "selected_date", "initial_time": "selected_time", "initial_user": "selected_user",
    }  # fmt: skip
    return {names[name]: value for name, value in element.items() if name in names}


def typed(element: dict[str, Any], value: Any) -> dict[str, Any]:  # noqa: ANN401
    """A field as somebody has filled it in: a text, a day, one choice or several."""
    kind = element["type"]
    if kind in ("checkboxes", "multi_static_select"):
        return {"selected_options": [one for one in element["options"] if one["value"] in value]}
    if kind in ("static_select", "radio_buttons"):
        return {"selected_option": next(one for one in element["options"] if one["value"] == value)}
    return {"datepicker": {"selected_date": value}}.get(kind, {"value": value})


def text_of(message: Message) -> str:
    """All that a message shows."""
    parts: list[str] = []

    def walk(part: Any) -> None:  # noqa: ANN401
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                parts.append(part["text"])
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for one in part:
                walk(one)

    walk(message.blocks)
    return "\n".join(parts)
