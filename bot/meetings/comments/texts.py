"""What people read of comments on minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, labelled
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.meetings.comments.acts import CommentForm, CommentMinutes, MinutesComments
from bot.meetings.comments.performing import Commented
from bot.meetings.invited.texts import after
from bot.meetings.minutes.acts import CirculateForm, ShowMinutes
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_of, item_words
from bot.slack.blocks import actions, context, header, paragraphs, press, section
from bot.slack.escaping import one_line, quoted
from bot.slack.message import Message, compose

TEXT = 600


@dataclass(frozen=True, slots=True)
class CommentNotice:
    """A comment for somebody who writes the minutes; `adopted_after` is the last day of the silence."""

    group: GroupView
    item: Item
    who: str
    text: str
    adopted_after: date | None


def build_commented(done: Done[Any], _reader: Reader | None) -> Message:
    """That a comment is with those who write the minutes."""
    said: Commented = done.result
    told = _("✔ Your comment on the minutes of {item} is with whoever leads the meeting: “{text}”")
    if said.is_same:
        told = _("That comment on the minutes of {item} is there already: “{text}”")
    text = quoted(said.text, TEXT)
    buttons = after(done, press(_("Minutes"), said.group.id, ShowMinutes(said.item.id)))
    shown = section(told.format(item=item_told(said.item), text=text))
    return compose(told.format(item=item_plain(said.item), text=text), [shown, *actions(buttons)])


def build_comment(notice: CommentNotice) -> Message:
    """A comment, for whoever writes the minutes."""
    item, group_id = notice.item, notice.group.id
    told = _("{name} comments on the minutes of {item}: “{text}”")
    facts = {"name": notice.who, "text": quoted(notice.text, 2000)}
    row = [
        press(_("Minutes"), group_id, ShowMinutes(item.id)),
        press(_("All comments"), group_id, MinutesComments(item.id)),
        press(_("Send round anew"), group_id, CirculateForm(item.id)),
    ]
    small = [_("You get this because you lead the meeting, or take its notes.")]
    if notice.adopted_after is not None:
        told_when = _("Unless they are sent round anew, they are adopted after {day}.")
        small.insert(0, told_when.format(day=day_words(notice.adopted_after)))
    blocks = [section(told.format(item=item_told(item), **facts)), *actions(row), context(*small)]
    return compose(told.format(item=item_plain(item, 120), **facts), blocks)


def build_comments(group: GroupView, item: Item, said: Sequence[tuple[str, str, date]]) -> Message:
    """All comments on the minutes of a meeting: who said what, and when."""
    title = _("Comments on the minutes of {key}").format(key=item.key)
    lines = [f"• {labelled(who, quoted(text, TEXT))} · {day_words(day)}" for who, text, day in said]
    blocks = [header(title), *(section(text) for text in paragraphs(lines or [_("There are none.")])[:20])]
    return compose(title, [*blocks, *actions([press(_("Minutes"), group.id, ShowMinutes(item.id))])])


def say_comment(act: CommentMinutes, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``comment on the minutes of IMG-M6 “…”: “…”``."""
    told = _("comment on the minutes of {item}: “{text}”")
    return told.format(item=item_words(snapshot, act.item_id), text=one_line(act.text, 300))


def label_comments(look: MinutesComments, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Comments on the minutes of IMG-M6``."""
    item = item_of(snapshot, look.item_id)
    return _("Comments on the minutes of {key}").format(key=item.key if item else "?")


def label_form(form: CommentForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Comment on the minutes of IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("Comment on the minutes of {key}").format(key=item.key if item else "?")
