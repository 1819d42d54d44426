"""The words of attendance."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.acts import AttendanceForm, Matrix, RecordAttendance
from bot.meetings.attendance.rules import How, key_named
from bot.plan.rules.items import Item
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, split_item

ATTENDANCE_WORDS = frozenset({"attendance", "presence", "presences", "participants"})
_HOW = {
    "in person": How.IN_PERSON, "in-person": How.IN_PERSON, "room": How.IN_PERSON,
    "presentiel": How.IN_PERSON,
    "remote": How.REMOTE, "online": How.REMOTE, "distance": How.REMOTE, "a distance": How.REMOTE,
    "regrets": How.REGRETS, "absent": How.REGRETS, "excuses": How.REGRETS,
}  # fmt: skip


def read_attendance(line: Line) -> Request:
    """The matrix of all, or of a stream; of one meeting, the form with who was there."""
    line.caller.require_reading()
    if not line.tokens:
        return Matrix()
    label = next((one for one in line.group.labels if fold(one) == fold(line.tokens[0].text)), None)
    if label is not None and len(line.tokens) == 1:
        return Matrix(None, label)
    matches, rest = split_item(line)
    item = matches.item if matches.exact else None
    if item is None:
        item, rest = (named := name_item(line, "attendance")).item, named.rest
    if not rest:
        return AttendanceForm(item.id)
    if [fold(token.text) for token in rest] in (["edit"], ["form"], ["change"]):
        return AttendanceForm(item.id)
    return _recorded(line, item, [token.text for token in rest])


def _recorded(line: Line, item: Item, words: list[str]) -> RecordAttendance:
    """``UNEP, WHO in person, ITU remote``: names, then how they took part."""
    agencies = line.snapshot[Agencies]
    found: dict[How, list[str]] = {how: [] for how in How}
    waiting: list[str] = []
    said = " ".join(words).replace(";", ",").replace(":", " ")
    for part in (one.strip() for one in said.split(",")):
        name, how = _split_how(part)
        waiting += [name] if name else []
        if how is not None:
            found[how] += [_key(line, one, agencies) for one in waiting]
            waiting = []
    if waiting or not any(found.values()):
        raise NotUnderstood(
            _(
                "How did they take part? `attendance {key} UNEP, WHO in person, ITU remote, UNDP regrets`"
            ).format(key=item.key),
            words=(f"attendance {item.key} form",),
        )
    return RecordAttendance(
        item.id,
        tuple(found[How.IN_PERSON]),
        tuple(found[How.REMOTE]),
        tuple(found[How.REGRETS]),
        adds=True,
    )


def _split_how(part: str) -> tuple[str, How | None]:
    words = part.split()
    for count in (2, 1):
        for at in (-count, 0):
            said = fold(" ".join(words[at:] if at else words[:count]))
            if len(words) >= count and said in _HOW:
                rest = words[:-count] if at else words[count:]
                return " ".join(rest), _HOW[said]
    return part, None


def _key(line: Line, name: str, agencies: Agencies) -> str:
    key = key_named(name, agencies)
    if key is None:
        raise NotUnderstood(
            _("This group has no agency “{name}”, and nobody of that name who comes for none.").format(
                name=name[:60]
            ),
            words=("who",),
        )
    return key


COMMANDS = (
    Command(
        name="attendance",
        usage="attendance [KEY|STREAM] [WHO in person, WHO remote, WHO regrets]",
        summary=N_("who was at the meetings, by agency; with KEY after a meeting, a form"),
        example="attendance IMG-M6 UNEP, WHO in person, ITU remote",
        handle=read_attendance,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams, the note-taker of the meeting"),
    ),
)
