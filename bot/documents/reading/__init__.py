"""From a file to a draft of a plan; `read_plan` is the only door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.answers import Answered, answered
from bot.documents.draft import DraftPlan
from bot.documents.reading.blocks import Source
from bot.documents.reading.files import Format, decode, format_of
from bot.documents.reading.setting import Setting


def read_plan(
    data: bytes,
    file_name: str,
    *,
    label: str = "IMG",
    year: int | None = None,
    zone: str = "Europe/Zurich",
    start: date | None = None,
    streams: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
) -> DraftPlan:
    """Read a group's timeline.

    Args:
        data: the file's bytes: text, Markdown, HTML, Word, Excel, separated values, iCalendar, YAML, JSON
            or PDF.
        file_name: its name; the suffix tells the format where the bytes do not.
        label: the group's label, which begins the keys of what belongs to no stream.
        year: the year of the first month that comes without one.
        zone: IANA zone of times in the document.
        start: the day that relative dates count from.
        streams: labels of the group's streams; others in the document raise a question.
        answers: what was said to the questions of the document, by cause.

    Returns:
        The draft. `line` counts lines of a text from 1; in Word and Excel, rows of its tables from 1 through
        all of them, where a paragraph outside has the number of the last row before it (0 before the first),
        or paragraphs from 1 where there is no table.

    Raises:
        UserError: the file is no plan, or cannot be read.
    """
    # Imported here: what is no file of a plan is refused without loading the readers.
    from bot.documents.reading.plan import read_source, whole
    from bot.documents.reading.seen import only_what_is_seen

    said = Answered.of(answers or {}, year=year, zone=zone, start=start)
    year = said.year
    if year is not None and not 1900 <= year <= 2999:
        raise UserError(_("{year} is no year of a plan.").format(year=year))
    setting = Setting(label, said.zone, year, said.start, tuple(streams), answers or {})
    kind = format_of(data, file_name)
    text = "" if kind in {Format.WORD, Format.EXCEL, Format.PDF} else decode(data)
    source = _blocks(data, text, kind)
    own = _own(source, data, text, kind, setting)
    if own is not None:
        return only_what_is_seen(own)
    draft = read_source(whole(source, text) if kind is Format.TEXT else source, setting)
    if kind is Format.WORD:
        from bot.documents.reading.own_rows import with_own_rows

        draft = with_own_rows(draft, source, label)
    return answered(only_what_is_seen(draft), setting.answers)


def _own(source: Source, data: bytes, text: str, kind: Format, setting: Setting) -> DraftPlan | None:
    """The plan of one of the bot's own exports; None where it is none."""
    from bot.documents.reading import own, own_pages

    if kind is Format.JSON:
        from bot.documents.reading.events import json_elements

        return own.read_own_json(json_elements(text)[1], text)
    if kind in {Format.EXCEL, Format.TABLE}:
        from bot.documents.reading.sheets import first_rows, separated_rows

        rows = first_rows(data) if kind is Format.EXCEL else separated_rows(text)
        return own.read_own_table(rows, with_marks=kind is Format.TABLE)
    return own.read_own_table(own.rows_in(source), with_marks=True) or own_pages.read_own_page(
        source, setting
    )


def _blocks(data: bytes, text: str, kind: Format) -> Source:
    """The blocks of a file; each reader is imported where it serves."""
    if kind is Format.WORD:
        from bot.documents.reading.word import read_word

        return read_word(data)
    if kind is Format.EXCEL:
        from bot.documents.reading.sheets import read_sheets

        return read_sheets(data)
    if kind is Format.TABLE:
        from bot.documents.reading.sheets import read_separated

        return read_separated(text)
    if kind in {Format.CALENDAR, Format.YAML, Format.JSON}:
        from bot.documents.reading import events, occurrences

        reader = {Format.CALENDAR: occurrences.read_calendar, Format.YAML: events.read_yaml}
        return reader.get(kind, events.read_json)(text)
    if kind is Format.PDF:
        from bot.documents.reading.pdf import text_of_pdf

        text = text_of_pdf(data)
    from bot.documents.reading.text import read_text

    return read_text(text)
