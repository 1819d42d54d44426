"""Commenting on minutes, and seeing what was commented, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, Look, private


@dataclass(frozen=True)
class CommentMinutes(Act):
    """Say something of the minutes of a meeting while they are out for comments."""

    NAME = "comment-minutes"

    item_id: int
    text: str = private("")


@dataclass(frozen=True)
class MinutesComments(Look):
    """What was said of the minutes of a meeting, for those who write them."""

    NAME = "minutes-comments"

    item_id: int


@dataclass(frozen=True)
class CommentForm(Form):
    """Asks for a comment."""

    NAME = "comment-form"

    item_id: int
