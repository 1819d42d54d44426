"""What a line looks like, whatever it says: a point of a list, a date heading, text that reads on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.documents.reading.columns import Columns
from bot.documents.reading.dates import WrittenDate, read_whole_date
from bot.documents.reading.kinds import is_closure, is_meeting
from bot.documents.reading.points import strip_markers, take_marker
from bot.documents.reading.rows import Cell, Paragraph, Row
from bot.documents.reading.title_dates import leading_date

LABEL = re.compile(
    r"(?:Agenda|Items?|Points?|Topics?|Venue|Place|Location|Note|Notes|NB|Format|Modality|Duration|Length|Owner|Lead"
    r"|Responsible|Status|Purpose|Objectives?|Participants|Recommendations?|Date|Time|When|Documents?|Outputs?"
    r"|Deadline|Due|Contact|Chair|Host|Background|Comments?|Remarks?|Links?|Details?)"
    r"(?:\s\w+)?\s*:|(?:(?:draft|provisional)\s+)?agenda\s*$",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:group|team|force|committee|network|partnership|commission|IMG)\b", re.I)
HAS_WORD = re.compile(r"[^\W\d_]{2}")
_CONTINUED = re.compile(r"[\s,–-]*\(?\bcont(?:inued|['’]?d|\.)?\)?\s*$", re.IGNORECASE)  # after a page break
_MAX_WORDS = 9


def is_point(paragraph: Paragraph) -> bool:
    """Whether it is an item of a list, or begins as one."""
    return paragraph.level > 0 or bool(take_marker(paragraph.text)[0])


def point_style(paragraph: Paragraph) -> str:
    """The style of a list item: items of one style belong to one list."""
    indent = paragraph.marker if paragraph.marker.startswith("indent") else ""
    return f"{paragraph.level}{indent}{take_marker(paragraph.text)[0]}"


def reads_on(paragraph: Paragraph) -> bool:
    """Whether a paragraph looks like the text below a title: italics, an indent, a sentence."""
    text = paragraph.text
    sentence = len(text.split()) > 4 and text.endswith((".", ";", ","))
    return (
        paragraph.is_italic
        or paragraph.marker.startswith("indent")
        or text[:1].islower()
        or text[:1] == "("
        or sentence
    )


def continues(paragraph: Paragraph) -> bool:
    """Whether a line below an item belongs to it."""
    return is_point(paragraph) or reads_on(paragraph) or LABEL.match(paragraph.text) is not None


def is_name_of_group(text: str) -> bool:
    """Whether a line is the name of a body rather than something it does: all in capitalised words."""
    words = re.findall(r"[^\W\d_]+", text)
    return (
        bool(_GROUP.search(text))
        and all(word[0].isupper() or len(word) < 4 for word in words)
        and leading_date(text) is None
        and not is_meeting(text)
        and not is_closure(text)
    )


def are_titles_marked(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether this document sets its titles bold or underlined."""
    marked = plain = 0
    for row in rows:
        cell: Cell = columns.cell(row, "task")
        if not cell or heading_date(row.text.replace("\n", " ")) or is_point(cell[0]) or cell[0].heading:
            continue
        if cell[0].is_marked:
            marked += 1
        else:
            plain += 1
    return marked > 0 and marked * 2 >= plain


def are_titles_sentences(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether titles of this document end with a full stop as often as every third time."""
    texts = [cell[0].text for row in rows if (cell := columns.cell(row, "task"))]
    return 3 * sum(text.endswith(".") for text in texts) > len(texts)


def heading_date(text: str) -> WrittenDate | None:
    """The date of a line that is nothing but a date: a month, quarter, year, or a whole day."""
    if len(text) > 80:
        return None
    body = _CONTINUED.sub("", text).strip(" -–—=*_#:.•|")
    written = read_whole_date(strip_markers(body)) or read_whole_date(body)
    if written is None or not written.says_period:
        return None
    return None if len(body.split()) > _MAX_WORDS else written
