"""Minutes as files: written for somebody, and kept as the text that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.core.attached import Attached
from bot.core.caller import Caller
from bot.core.edit import editing
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.kinds import TemplateKind
from bot.core.registry import Looking
from bot.core.snapshot import Snapshot
from bot.core.work import Work
from bot.meetings.minutes import store
from bot.meetings.minutes.acts import MinutesPaper
from bot.meetings.minutes.corrections import keep_file
from bot.meetings.minutes.files_told import build_paper_comes
from bot.meetings.minutes.paper import Paper, write_markdown, write_paper
from bot.meetings.minutes.rights import need_of_minutes
from bot.meetings.minutes.rules import MinutesState, state_of
from bot.meetings.minutes.views import minutes_view
from bot.meetings.minutes.word import build_template, check_template, word_aside, write_word
from bot.meetings.templates.filling import LARGEST_FILE
from bot.meetings.templates.store import content_of
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item
from bot.plan.showing import item_of
from bot.slack.message import Message

FORMATS = ("docx", "md")
MINUTES = "minutes"
MINUTES_TEMPLATE = TemplateKind(MINUTES, build_template, check_template)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept as the text of minutes or as an addendum; `act_id` is its act in the history."""

    item: Item
    act_id: int
    is_addendum: bool


def paper_of(snapshot: Snapshot, session: Session, item: Item, now: datetime) -> Paper:
    """The minutes of a meeting in plain words."""
    people = snapshot.facts.roster.people.values()
    names = {f"<@{one.user_id}>": one.name for one in people if one.name}
    return write_paper(minutes_view(snapshot, session, item, now), names)


def write_minutes(work: Work, caller: Caller, item: Item, form: str, now: datetime) -> tuple[str, bytes]:
    """A file with the minutes of a meeting, and its name: the one that was kept as their text, else a draft.

    Raises:
        UserError: the caller may not read the plan, or the group's template is wrong.
    """
    caller.require_reading()
    with work.database.reading() as session:
        snapshot = work.snapshot(session, caller.group.id)
        kept = store.text_file(session, item.id)
        if form == "docx" and kept is not None and kept.content is not None:
            return kept.name, kept.content
        template = content_of(session, caller.group.id, MINUTES)
        paper = paper_of(snapshot, session, item, now)
        name = f"{item.key}-minutes.{form}"
        if form == "md":
            return name, write_markdown(paper).encode()
        return name, write_word(paper, template)


def show_paper(look: MinutesPaper, looking: Looking) -> Message:
    """The file of the minutes of a meeting, sent to whoever asks; a draft is written in a process aside."""
    item, session = item_of(looking, look.item_id), looking.session
    kept = store.text_file(session, item.id)
    if kept is not None and kept.content is not None:
        return build_paper_comes(item, Attached(kept.name, item.title, partial(bytes, kept.content)))
    template = content_of(session, looking.snapshot.facts.group.id, MINUTES)
    paper = paper_of(looking.snapshot, session, item, looking.now)
    make = partial(word_aside, paper, template)
    return build_paper_comes(item, Attached(f"{item.key}-minutes.docx", item.title, make))


def keep_minutes(
    work: Work,
    caller: Caller,
    item_id: int,
    name: str,
    data: bytes,
    now: datetime,
    *,
    is_addendum: bool = False,
) -> Kept:
    """Keep a file as the text of the minutes; of adopted ones, only as an addendum.

    Raises:
        UserError: the caller may not, the file is too large or empty, or the minutes are adopted.
    """
    if not data or len(data) > LARGEST_FILE:
        told = _("The file is empty, or larger than {most} megabytes.")
        raise UserError(told.format(most=LARGEST_FILE // 1_000_000))
    with editing(work, caller, now) as edit:
        item = item_with_id(item_id, edit)
        edit.caller.require(need_of_minutes(edit, item), item.key)
        edit.name = "keep-minutes"
        record = store.record_of(edit.session, item.id)
        state = state_of(record, edit.facts.rules.days, edit.group.zone, now)
        if (state is MinutesState.ADOPTED) is not is_addendum:
            told = (
                _(
                    "The minutes of {key} are adopted: another text can only be an addendum."
                    " Drop the file again with the words `addendum {key}`."
                )
                if state is MinutesState.ADOPTED
                else _("The minutes of {key} are not adopted yet: they are changed themselves.")
            )
            raise UserError(told.format(key=item.key))
        keep_file(edit, item, name[:200], None, data, is_addendum=is_addendum)
        entry = edit.begin("file")
    return Kept(item, entry.id, is_addendum)
