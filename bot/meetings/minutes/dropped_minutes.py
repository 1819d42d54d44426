"""Word files that people drop: edited minutes, or an addendum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.caller import Caller
from bot.core.kinds import Dropped, FileKind
from bot.core.registry import Looking
from bot.core.work import Work
from bot.dates.folding import fold
from bot.meetings.minutes.files_told import build_kept
from bot.meetings.minutes.filing import keep_minutes
from bot.meetings.minutes.word import meeting_of_file
from bot.meetings.minutes.words import ADDENDUM, meeting_in
from bot.plan.rules.plan import Plan
from bot.slack.message import Message

_ENDING = "-minutes.docx"


@dataclass(frozen=True, slots=True)
class _About:
    """What a Word file is: the minutes of a meeting."""

    item_id: int
    is_addendum: bool = False


def find(file: Dropped, looking: Looking) -> _About | None:
    """The words beside the file say what it is, else what was written into it, else its name."""
    if not file.name.casefold().endswith(".docx") or not looking.caller.may_read():
        return None
    words = [fold(word).strip(".,:;") for word in file.words.split()]
    plan = looking.snapshot[Plan]
    name = file.name[: -len(_ENDING)] if file.name.endswith(_ENDING) else ""
    item = meeting_in(file.words, looking)
    item = item or plan.by_key.get(meeting_of_file(file.content) or name)
    return _About(item.id, bool(ADDENDUM & set(words))) if item is not None and item.is_meeting else None


def take(work: Work, caller: Caller, file: Dropped, about: _About, now: datetime) -> Message:
    """Keep the file.

    Raises:
        UserError: the caller may not.
    """
    kept = keep_minutes(
        work, caller, about.item_id, file.name, file.content, now, is_addendum=about.is_addendum
    )
    return build_kept(kept.item, file.name, caller.group.id, kept.act_id, is_addendum=kept.is_addendum)


MINUTES_FILE = FileKind("minutes", find, take)
