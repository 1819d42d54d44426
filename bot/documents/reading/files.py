"""From bytes to text or a checked package: what is too big, broken or hostile is refused here.

What a file is told by its first bytes, and by its name only where several kinds begin alike. The parts of a
package are judged by what is in them, whatever they are called.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from itertools import islice

from bot.core.errors import UserError
from bot.core.i18n import _

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 50 * 2**20
MAX_ENTRIES = 1_000
MAX_LINES = 50_000
MAX_TEXT = 4_000_000
MAX_XML = 8 * 2**20
MAX_ELEMENTS = 25_000
MAX_GRID = 1_000_000
MAX_SHARED = 64 * 2**20
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:p|tr|style)[\s/>]")
_CELL_AT = re.compile(
    rb'<(?:\w+:)?(?:c|row|mergeCell)\s[^<>]{0,200}?r(?:ef)?="(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{0,3})(\d{1,7})"'
)
_SHARED = re.compile(rb"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>", re.DOTALL)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
# What Windows' and Latin-1 texts of the languages read here have beyond ASCII.
_WESTERN = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸ‘’“”«»–—…•·°€§©®ªº¿¡½¼¾\xa0²³×"
)


class Format(StrEnum):
    """A kind of file that plans are read from."""

    WORD = "word"
    EXCEL = "excel"
    PDF = "pdf"
    CALENDAR = "calendar"
    TABLE = "table"
    YAML = "yaml"
    JSON = "json"
    TEXT = "text"


_BY_NAME = {
    "csv": Format.TABLE, "tsv": Format.TABLE, "tab": Format.TABLE,
    "ics": Format.CALENDAR, "ical": Format.CALENDAR,
    "yaml": Format.YAML, "yml": Format.YAML, "json": Format.JSON, "": Format.TEXT, "txt": Format.TEXT,
    "text": Format.TEXT, "md": Format.TEXT, "markdown": Format.TEXT, "html": Format.TEXT, "htm": Format.TEXT,
}  # fmt: skip
_PACKAGES = {"docx": Format.WORD, "docm": Format.WORD, "xlsx": Format.EXCEL, "xlsm": Format.EXCEL}


def format_of(data: bytes, file_name: str) -> Format:
    """What kind of file it is.

    Raises:
        UserError: empty, over 10 MB, or a kind of file that cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise UserError(_("That file is over 10 MB. A plan is a page or two: send only the timeline."))
    if not data.strip():
        raise UserError(_("That file is empty."))
    suffix = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if data.startswith(_PDF):
        return Format.PDF
    if data.startswith(_OLE):
        raise UserError(
            _("{name} is an old or locked Office file. Save it as .docx or .xlsx without a password.").format(
                name=file_name
            )
        )
    if suffix in _PACKAGES:
        return _PACKAGES[suffix]
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"BEGIN:VCALENDAR"):
        return Format.CALENDAR
    if suffix not in _BY_NAME or data.startswith(_ZIP):
        raise UserError(
            _(
                "I can read plans as .docx, .xlsx, .csv, .txt, .md, .html, .ics, .yaml, .json and .pdf; "
                "{name} is something else. Save it as one of those."
            ).format(name=file_name)
        )
    return _BY_NAME[suffix]


def decode(data: bytes) -> str:
    r"""The text of a file in UTF-8, UTF-16 or, where that is certain, Windows-1252; lines end in ``\n``.

    Raises:
        UserError: another encoding, binary data, or lines too many or too long to be a plan.
    """
    text = _decoded(data)
    if "\0" in text:
        raise UserError(_("That file is not a text. Save the plan as .docx, .txt, .md or .html."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UserError(_("That file is empty."))
    if len(text) > MAX_TEXT:
        raise UserError(_("That file is far longer than any plan."))
    if text.count("\n") > MAX_LINES:
        raise UserError(_("That file has over 50,000 lines: too many for a plan."))
    return text


def _decoded(data: bytes) -> str:
    code = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if (
        code != "utf-16"
        and len(data) % 2 == 0
        and max(even, odd) * 2.5 > len(data[:2000])
        and not min(even, odd)
    ):
        code = "utf-16-be" if even else "utf-16-le"
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    beyond = {c for c in text if not c.isascii()}
    if not beyond or not beyond <= _WESTERN or "\0" in text:
        raise UserError(_("That file is not in UTF-8. Save it again with the encoding UTF-8."))
    return text


def check_package(data: bytes) -> None:
    """Refuse a Word or Excel file that is no package, too big unpacked, or declares a document type.

    Raises:
        UserError: with the reason.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_size(package)
            shared, cells = 0, 0
            for entry in package.infolist():
                content = package.read(entry)
                if any(mark in content for mark in _DOCTYPE):
                    raise UserError(_("That Office file declares a document type, which no honest one does."))
                # By its content: a part may have any name, and the relations of the package find it.
                if content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t")[:1] == b"<":
                    _check_part(content)
                    shared = max(shared, max((len(m[1]) for m in _SHARED.finditer(content)), default=0))
                    cells += content.count(b't="s"') + content.count(b"t='s'")
            if shared * cells > MAX_SHARED:
                raise UserError(_("That file is far longer than any plan."))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError and its child NotImplementedError: encrypted, or packed in an unknown way.
        raise broken_word_file() from error


def _check_part(content: bytes) -> None:
    """Refuse what would take long to parse, or much memory as a grid, before it is parsed."""
    found = islice(_ELEMENT.finditer(content), MAX_ELEMENTS + 1) if len(content) <= MAX_XML else ()
    if len(content) > MAX_XML or sum(1 for _element in found) > MAX_ELEMENTS:
        raise UserError(_("That Office file is far longer than any plan."))
    if b"<sheetData" in content or b":sheetData" in content:
        places = [(_column(m[1]), int(m[2])) for m in _CELL_AT.finditer(content)]
        width = max((column for column, _row in places), default=1)
        height = max((row for _letters, row in places), default=1)
        if width * height > MAX_GRID or height > MAX_LINES:
            raise UserError(_("That spreadsheet is far larger than any plan."))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_size(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UserError(_("That Office file holds over 1,000 parts: too many for a plan."))
    # zipfile never unpacks more of an entry than the directory says, so the sum of what it says bounds it.
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(_("That Office file is over 50 MB when unpacked: too big for a plan."))


def broken_word_file() -> UserError:
    """The one message for a Word or Excel file that cannot be opened."""
    return UserError(_("That Word file is broken. Open it in Word, save it as .docx again and retry."))


def broken_sheet() -> UserError:
    """The one message for a spreadsheet that cannot be opened."""
    return UserError(_("That spreadsheet is broken. Open it, save it as .xlsx again and retry."))
