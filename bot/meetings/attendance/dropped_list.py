"""The attendance list of Teams or Zoom that somebody drops: shown by agency before it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.kinds import Dropped, FileKind
from bot.core.registry import Looking
from bot.core.work import Work
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.acts import RecordAttendance
from bot.meetings.attendance.expected import expected_at
from bot.meetings.attendance.rules import (
    AttendanceBook,
    How,
    Participant,
    counted,
    is_attendance_list,
    name_of,
    read_list,
)
from bot.meetings.attendance.store import record_of
from bot.meetings.attendance.texts import build_list
from bot.meetings.attendance.words import ATTENDANCE_WORDS
from bot.meetings.minutes.rights import need_of_form
from bot.meetings.minutes.under_way import meeting_under_way
from bot.meetings.minutes.words import meeting_in
from bot.plan.rules.items import Item
from bot.slack.message import Message

_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class _Read:
    """A list that was read, the meeting that it is of, and what is recorded of it; None without a meeting."""

    item: Item | None
    record: RecordAttendance | None
    participants: tuple[Participant, ...] = ()


def text_of(content: bytes) -> str:
    """The text of a list: Teams writes UTF-16, Zoom UTF-8."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def find(file: Dropped, looking: Looking) -> _Read | None:
    """The list by agency; of the meeting that the words name, else of the one that is on or just over."""
    if not file.name.casefold().endswith(_ENDINGS) or not looking.caller.may_read():
        return None
    text, words = text_of(file.content), {fold(word).strip(".,:;") for word in file.words.split()}
    if not is_attendance_list(text) and not ATTENDANCE_WORDS & words:
        return None
    item = meeting_in(file.words, looking, ATTENDANCE_WORDS)
    item = item or meeting_under_way(looking.snapshot, looking.now, looking.caller)
    if item is None or not item.is_meeting:
        return _Read(None, None)
    looking.caller.require(need_of_form(item.id, looking.snapshot), item.key)
    agencies = looking.snapshot[Agencies]
    recorded = AttendanceBook({item.id: record_of(looking.session, item.id)}).of(item.id, agencies)
    known = {one.key: one.how for one in recorded} or expected_at(looking, item)
    how, names, unknown = counted(read_list(text), known, agencies)
    participants = tuple(
        Participant(key, name, how[key], names.get(key))
        for key in how
        if (name := name_of(key, agencies)) is not None
    )
    by_way = {way: tuple(key for key, one in how.items() if one is way) for way in How}
    record = RecordAttendance(
        item.id, by_way[How.IN_PERSON], by_way[How.REMOTE], by_way[How.REGRETS],
        names=tuple(names.items()), unknown=tuple(unknown[:50]),
    )  # fmt: skip
    return _Read(item, record, participants)


def take(_work: Work, caller: Caller, _file: Dropped, read: _Read, _now: datetime) -> Message:
    """Show the list by agency, with the button that records it.

    Raises:
        UserError: nobody knows of which meeting it is.
    """
    if read.item is None or read.record is None:
        text = _("Of which meeting is that list? Drop it again with its key: `attendance IMG-M6`.")
        raise UserError(text)
    return build_list(read.item, caller.group, read.participants, read.record)


LIST_FILE = FileKind("attendance", find, take)
