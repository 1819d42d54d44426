"""A lead's lines on a stream, as a value, and the form that asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, private


@dataclass(frozen=True)
class ReportOnStream(Act):
    """Write a stream's lines, with its light, into the note of a point that reports on it."""

    NAME = "report-on-stream"

    item_id: int
    point_id: int
    stream: str
    text: str = private("")


@dataclass(frozen=True)
class ReportForm(Form):
    """Asks for the lines."""

    NAME = "report-form"

    item_id: int
    point_id: int
    stream: str
