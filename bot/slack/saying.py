"""A plain sentence of ours as a message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.requests import Request
from bot.slack.blocks import actions, press, section
from bot.slack.escaping import sentence
from bot.slack.message import Message, compose


def build_said(text: str, *, buttons: Sequence[tuple[str, Request]] = (), group_id: int = 0) -> Message:
    """A plain sentence of ours, with buttons: labels and requests."""
    shown = sentence(text)
    row = [press(label, group_id, request) for label, request in buttons]
    return compose(shown, [section(shown), *actions(row)])
