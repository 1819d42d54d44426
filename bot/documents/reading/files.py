"""From bytes to text or a checked package: what is too big, broken or hostile is refused here."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from itertools import islice

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.reading.rows import Row

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 50 * 2**20
MAX_ENTRIES = 1_000
MAX_LINES = 15_000
MAX_PARAGRAPH = 2_500
MAX_CELL = 500
MAX_TEXT = 2_500_000
MAX_XML = 8 * 2**20
MAX_ELEMENTS = 25_000
LINES_PER_DATE = 100
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:p|tr|style)[\s/>]")
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b20\d\d\b|\bQ[1-4]\b|\bmonth \d|\d[./]\d",
    re.IGNORECASE,
)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def format_of(data: bytes, file_name: str) -> str:
    """``word`` or ``text``, by the name's suffix and the first bytes.

    Raises:
        UserError: empty, over 10 MB, or a kind of file that cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise UserError(_("That file is over 10 MB. A plan is a page or two: send only the timeline."))
    if not data.strip():
        raise UserError(_("That file is empty."))
    suffix = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if suffix == "docx" and data.startswith((_OLE, _PDF)):
        raise UserError(
            _(
                "{name} is an old or locked Word file, or a PDF, whatever its name. "
                "Save it as .docx without a password."
            ).format(name=file_name)
        )
    if suffix == "docx":
        return "word"
    if suffix in {"", "txt", "text", "md", "markdown", "html", "htm"} and not data.startswith(
        (_ZIP, _OLE, _PDF)
    ):
        return "text"
    raise UserError(
        _(
            "I can read plans as .docx, .txt, .md and .html; {name} is something else. "
            "Save it as one of those."
        ).format(name=file_name)
    )


def decode(data: bytes) -> str:
    r"""The text of a file in UTF-8 (with or without a mark) or UTF-16 with a mark; lines end in ``\\n``.

    Raises:
        UserError: another encoding, binary data, or lines too many or too long to be a plan.
    """
    code = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(code)
    except UnicodeDecodeError:
        raise UserError(_("That file is not in UTF-8. Save it again with the encoding UTF-8.")) from None
    if "\0" in text:
        raise UserError(_("That file is not a text. Save the plan as .docx, .txt, .md or .html."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UserError(_("That file is empty."))
    if len(text) > MAX_TEXT:
        raise UserError(_("That file is far longer than any plan."))
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise UserError(_("That file has over 15,000 lines: too many for a plan."))
    wanted = lines // LINES_PER_DATE
    if sum(1 for _date in islice(_DATED.finditer(text), wanted)) < wanted:
        raise UserError(_("I found no plan in that file: it is long and has hardly any dates."))
    return text


def check_package(data: bytes) -> None:
    """Refuse a Word file that is no package, too big unpacked, or declares a document type anywhere.

    Raises:
        UserError: with the reason.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_size(package)
            for entry in package.infolist():
                content = package.read(entry)
                if any(mark in content for mark in _DOCTYPE):
                    raise UserError(_("That Word file declares a document type, which no honest one does."))
                if entry.filename.endswith(".xml"):
                    _check_part(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError and its child NotImplementedError: encrypted, or packed in an unknown way.
        raise broken_word_file() from error


def _check_part(content: bytes) -> None:
    """Refuse what would take long to parse before it is parsed."""
    found = islice(_ELEMENT.finditer(content), MAX_ELEMENTS + 1) if len(content) <= MAX_XML else ()
    if len(content) > MAX_XML or sum(1 for _element in found) > MAX_ELEMENTS:
        raise UserError(_("That Word file is far longer than any plan."))


def _check_size(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UserError(_("That Word file holds over 1,000 parts: too many for a plan."))
    # zipfile never unpacks more of an entry than the directory says, so the sum of what it says bounds it.
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(_("That Word file is over 50 MB when unpacked: too big for a plan."))


def check_rows(rows: Sequence[Row]) -> None:
    """Refuse more rows, or longer paragraphs, than any plan has; what is read later can rely on it.

    Raises:
        UserError: with the reason.
    """
    lengths = [len(run.text) for row in rows for cell in row.cells for p in cell for run in p.runs]
    if len(rows) > MAX_LINES or sum(lengths) > MAX_TEXT:
        raise UserError(_("That file is far longer than any plan."))
    for row in rows:
        for cell in row.cells:
            lengths = [sum(len(run.text) for run in p.runs) for p in cell]
            if any(length > MAX_PARAGRAPH for length in lengths):
                raise UserError(
                    _("That file has a paragraph of over 2,500 characters: no plan looks like that.")
                )
            if len(cell) > MAX_CELL or sum(lengths) > MAX_PARAGRAPH * 10:
                raise UserError(_("That file has a cell that is far longer than any plan's."))


def broken_word_file() -> UserError:
    """The one message for a Word file that cannot be opened."""
    return UserError(_("That Word file is broken. Open it in Word, save it as .docx again and retry."))
