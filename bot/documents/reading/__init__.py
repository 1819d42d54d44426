"""From a file to a draft of a plan; `read_plan` is the only door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.draft import DraftPlan
from bot.documents.reading.files import check_rows, decode, format_of


def read_plan(
    data: bytes,
    file_name: str,
    *,
    label: str = "IMG",
    year: int | None = None,
    zone: str = "Europe/Zurich",
    start: date | None = None,
    streams: Sequence[str] = (),
) -> DraftPlan:
    """Read a group's timeline.

    Args:
        data: the file's bytes: text (also with HTML or markdown in it), a page of HTML, or a Word document.
        file_name: its name; the suffix tells the format.
        label: the group's label, which begins the keys of what belongs to no stream.
        year: the year of the first month that comes without one.
        zone: IANA zone of times in the document.
        start: the day that relative dates count from.
        streams: labels of the group's streams; others in the document raise a question.

    Returns:
        The draft. `line` counts lines of a text from 1; in Word, rows of its tables from 1 through all of
        them, where a paragraph outside has the number of the last row before it (0 before the first), or
        paragraphs from 1 where there is no table.

    Raises:
        UserError: the file is no plan, or cannot be read.
    """
    from bot.documents.reading.setting import Setting
    from bot.documents.reading.timeline import read_timeline

    if year is not None and not 1900 <= year <= 2999:
        raise UserError(_("{year} is no year of a plan.").format(year=year))
    if format_of(data, file_name) == "word":
        from bot.documents.reading.word import read_word

        rows = read_word(data)
    else:
        from bot.documents.reading.text import read_text

        rows = read_text(decode(data))
    check_rows(rows)
    return read_timeline(rows, Setting(label, zone, year, start, tuple(streams)))
