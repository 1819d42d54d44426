"""From words to dates, for chat, forms, documents, mail and the command line.

`read` is for a text that is a date, perhaps with a reason behind it; `find` for a text that holds dates.
Neither ever raises on any text: what cannot be read has no choices and a cause.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dates.leftovers import reason_in, speaks_of_dates
from bot.dates.readings import Line
from bot.dates.scanner import scan, tidy
from bot.dates.scene import Meaning
from bot.dates.settling import doubt, remarks
from bot.dates.stances import Attempt
from bot.dates.understood import (
    CHAT,
    DOCUMENTS,
    AfterMonth,
    Cause,
    Choice,
    Context,
    Found,
    FoundDates,
    Order,
    Reading,
    Remark,
    RemarkKind,
)
from bot.dates.when import Precision, When
from bot.dates.word_tables import nearest_word
from bot.dates.wording import remark_text, sentence

__all__ = [
    "CHAT", "DOCUMENTS", "AfterMonth", "Cause", "Choice", "Context", "Found", "FoundDates", "Order",
    "Reading", "Remark", "RemarkKind", "explain", "find", "read",
]  # fmt: skip


LEADING = frozenset({"on", "in", "le", "the", "en"})  # words that go with the date behind them
LONGEST_BEGINNING = 30  # pieces of a date before one that tells that it is a date
LONGEST_DATE = 80  # pieces; what lies behind them is read as no date


def read(text: str, context: Context) -> Reading:
    """Read a text that begins with a date, or is one.

    Words before the date that only lead to it ("on", "by", "moved to") are read with it. In what follows,
    a reason is told from more of the date: see `Reading.rest` and `Reading.reason`.
    """
    line = Line(text, scan(text, LONGEST_DATE), context)
    attempt = line.read(_first_word(line), whole=True)
    if attempt is None:
        return Reading(cause=Cause.NO_DATE, rest=tidy(text))
    return _reading(line, attempt, text[line.pieces[attempt.end - 1].end :])


def _first_word(line: Line) -> int:
    """Past symbols (an emoji, a bullet) that stand before the words."""
    for place, piece in enumerate(line.pieces[:6]):
        if piece.kind != "mark" or piece.text in "+-([\"'@=~→?":
            return place
    return 0


def find(text: str, context: Context) -> FoundDates:
    """Find the dates that a title, a line or a cell holds.

    A text that is a date as a whole gives that one. Otherwise a bare number, ordinal, year or hour is no
    date ("24th meeting", "Work plan 2017/18"), nor is a word that is a month only in some sentences ("may").
    """
    line = Line(text, scan(text), context)
    if not line.tells(0, len(line.pieces)):
        return FoundDates((), tidy(text))
    whole = read(text, context)
    if whole.choices and not whole.rest and whole.reason is None:
        return FoundDates((Found(line.pieces[0].start, line.pieces[-1].end, whole),), "")
    found: list[Found] = []
    left, place, behind = [], 0, 0
    while place < len(line.pieces):
        attempt = line.read(place, whole=False) if _may_begin(line, place) else None
        if attempt is None:
            place += 1
            continue
        before = place - (place > 0 and line.pieces[place - 1].text in LEADING)
        attempt = _with_more_days(line, place, attempt)
        start, end = line.pieces[before].start, line.pieces[attempt.end - 1].end
        found.append(Found(start, end, _reading(line, attempt, "")))
        left.append(text[behind:start])
        behind, place = end, attempt.end
    left.append(text[behind:])
    return FoundDates(tuple(found), tidy(" ".join(left)))


def _with_more_days(line: Line, place: int, attempt: Attempt) -> Attempt:
    """The days behind a day count to it also where other words follow: ``July 7-9 in Brno``."""
    behind = line.pieces[attempt.end : attempt.end + 2]
    if len(behind) < 2:
        return attempt
    dash, last = behind
    if dash.text != "-" or last.kind != "number" or len(last.text) > 2:
        return attempt
    words = line.text[: last.end]
    longer = Line(words, scan(words), line.context).read(place, whole=False)
    return longer if longer is not None and longer.end == attempt.end + 2 else attempt


def _may_begin(line: Line, place: int) -> bool:
    """Whether a date can begin at a place: not in the midst of "WS1", "COP28", "3.1.2" or a link."""
    piece = line.pieces[place]
    if piece.kind == "mark" or not line.tells(place, place + LONGEST_BEGINNING):
        return False
    if place == 0 or piece.spaced:
        return True
    return line.pieces[place - 1].kind == "mark" and line.pieces[place - 1].text not in "./:#_@-"


def explain(reading: Reading) -> str:
    """The question or the refusal in a translated sentence; "" where nothing is asked."""
    near = nearest_word(reading.rest) if reading.cause is Cause.NO_DATE else None
    return sentence(reading, near)


def _reading(line: Line, attempt: Attempt, behind: str) -> Reading:
    """The answer, from an attempt and the words behind it."""
    context = line.context
    words = line.text[line.pieces[attempt.start].start : line.pieces[attempt.end - 1].end]
    rest = tidy(behind).strip(" ,;:")
    rest = "" if not any(character.isalnum() for character in rest) and rest.isascii() else rest
    reason = reason_in(rest, context) if rest and not context.is_document else None
    if reason is not None and _may_be_place(reason, rest, attempt):
        reason = None
    left = "" if reason is not None else rest
    meanings, cause = attempt.meanings, attempt.cause
    cause = cause or next((meaning.cause for meaning in meanings if meaning.cause), None)
    if cause is None and len(meanings) == 1:
        cause = doubt(meanings[0].when, context)
    if cause is None and left and _is_doubtful(left, meanings[0].when, context):
        cause = Cause.LEFT_OVER
    first = meanings[0] if meanings else None
    return Reading(
        choices=tuple(Choice(replace(meaning.when, text=words), meaning.label) for meaning in meanings),
        cause=cause,
        rest=left,
        reason=reason,
        remarks=_remarks(first, context) if first else (),
        baseline=first.baseline if first else None,
        open_text=words if any(meaning.open_text for meaning in meanings) else None,
        text=words,
    )


def _may_be_place(reason: str, rest: str, attempt: Attempt) -> bool:
    """Whether a word or two right behind a time without a zone could name where it holds: "10:00 Addis"."""
    count = len(reason.split())
    bare_time = any(each.when.has_time and not each.names_zone for each in attempt.meanings)
    return bare_time and reason == rest and (count == 1 or (count == 2 and reason[0].isupper()))


def _is_doubtful(left: str, when: When, context: Context) -> bool:
    """Whether words that are left could say more about the date; "tbd by the Chair" is no date anyhow."""
    if context.is_document and when.precision is Precision.NONE:
        return any(character.isdigit() for character in left)
    return not context.is_document or speaks_of_dates(left, context)


def _remarks(meaning: Meaning, context: Context) -> tuple[Remark, ...]:
    kinds = dict.fromkeys((*meaning.remarks, *remarks(meaning.when, context)))
    return tuple(Remark(kind, remark_text(kind)) for kind in kinds)
