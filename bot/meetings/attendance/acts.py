"""What can be done to attendance, and what can be seen of it, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.requests import PRIVATE, Act, Form, Look, private


@dataclass(frozen=True)
class RecordAttendance(Act):
    """Say who was at a meeting and how, by the keys of agencies and people; who is in none was not recorded.

    `names` pairs keys with the names of the people who came, `unknown` are names that belong to nobody.
    With `adds` what was recorded of others stays.
    """

    NAME = "record-attendance"

    item_id: int
    in_person: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    regrets: tuple[str, ...] = ()
    adds: bool = False
    names: tuple[tuple[str, str], ...] = private(())
    unknown: tuple[str, ...] = private(())


@dataclass(frozen=True)
class Matrix(Look):
    """Who was at which meeting: of a stream, of the plenaries, or of one meeting."""

    NAME = "attendance"

    item_id: int | None = None
    stream: str | None = None


@dataclass(frozen=True)
class AttendanceForm(Form):
    """Asks who was at a meeting, and how; filled in with `record`, and asking who its unknown names are."""

    NAME = "attendance-form"

    item_id: int
    record: RecordAttendance | None = field(default=None, metadata=PRIVATE)
