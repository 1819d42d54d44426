"""The drawing itself: an SVG of one sheet. Colours stand beside words and shapes, never alone.

Presentation attributes carry the light colours; classes let the page's style sheet replace them in the dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from bot.core.i18n import _
from bot.dates.texts import day_words, short_month
from bot.picture.rules import Lane, Look, Row, Scale, Sheet

WIDTH, LEFT, RIGHT = 1600, 560, 24
TOP, ROW, LANE, FOOT, WORDS = 92, 26, 34, 48, 16
LONGEST_TITLE = 64
A_DAY = timedelta(days=1)
INK, PALE, LINE, PAPER, TODAY = "#1b1b1b", "#595959", "#d0d0d0", "#ffffff", "#b00020"
FILL = {
    Look.OPEN: "#1f5f8b",
    Look.RISK: "#b35900",
    Look.OFF: "#b00020",
    Look.OVER: "#2e6b34",
    Look.GONE: "#767676",
}
GHOST = 'class="ghost" fill="none" stroke-dasharray="3 2" stroke="#767676"'
SIGN = {Look.OPEN: "", Look.RISK: "!", Look.OFF: "!!", Look.OVER: "✔", Look.GONE: "✖"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: its SVG, its size in pixels, and the words that say the same."""

    svg: str
    width: int
    height: int
    spoken: str


def draw(
    sheet: Sheet,
    title: str,
    first: date,
    last: date,
    today: date,
    spoken: str,
    anchors: Sequence[tuple[str, date]] = (),
) -> Drawing:
    """Draw one sheet from the first to the last day; `spoken` is its alternative text.

    `anchors`: the words and the day of each date of another body that lies between.
    """
    bottom = TOP + len(sheet.rows) * ROW + len(sheet.lanes) * LANE + len(anchors) * WORDS
    height = bottom + FOOT
    scale = Scale(first, last, LEFT, WIDTH - LEFT - RIGHT)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" font-family="DejaVu Sans, sans-serif" font-size="14">',
        f"<title>{escape(spoken)}</title>",
        f'<rect class="paper" width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(24, 38, title, size=22, bold=True),
        *_axis(scale, bottom),
        *_lanes(sheet, scale),
        *_anchors(anchors, scale, bottom),
        *_today(scale, today, bottom),
        *_legend(height),
        "</svg>",
    ]
    return Drawing("".join(parts), WIDTH, height, spoken)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 14,
    bold: bool = False,
    pale: bool = False,
    anchor: str = "",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    fill, kind = (PALE, "pale") if pale else (INK, "ink")
    at = f' text-anchor="{anchor}"' if anchor else ""
    sized = f' font-size="{size}"' if size != 14 else ""
    return f'<text class="{kind}" x="{x}" y="{y}" fill="{fill}"{sized}{weight}{at}>{escape(words)}</text>'


def _axis(scale: Scale, bottom: int) -> Iterator[str]:
    months = scale.months
    room = scale.width / len(months)
    every = next(step for step in (1, 2, 3, 6, 12) if room * step >= 40 or step == 12)
    for number, month in enumerate(months):
        x = scale.x(month)
        is_year = month.month == 1 or number == 0
        if is_year and (len(months) - number) * room >= 50:
            yield _text(x + 4, TOP - 30, str(month.year), bold=True)
        if (month.month - 1) % every == 0 and every < 12:
            yield _text(x + 4, TOP - 10, short_month(month), pale=True)
        if is_year or every <= 3:
            weight = 1.5 if is_year else 0.5
            yield (
                f'<line class="line" x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{bottom}"'
                f' stroke="{LINE}" stroke-width="{weight}"/>'
            )


def _lanes(sheet: Sheet, scale: Scale) -> Iterator[str]:
    y = TOP
    for lane in sheet.lanes:
        yield _lane_head(lane, y)
        y += LANE
        for row in lane.rows:
            yield from _row(row, y, scale)
            y += ROW


def _lane_head(lane: Lane, y: int) -> str:
    words = f"{lane.label} · {lane.name}" if lane.name and lane.name != lane.label else lane.label
    line = f'<line class="line" x1="24" y1="{y + 4}" x2="{WIDTH - RIGHT}" y2="{y + 4}" stroke="{LINE}"/>'
    return line + _text(24, y + 24, _cut(words, 60), size=15, bold=True)


def _row(row: Row, y: int, scale: Scale) -> Iterator[str]:
    sign = f"{SIGN[row.look]} " if SIGN[row.look] else ""
    struck = ' text-decoration="line-through"' if row.look is Look.GONE else ""
    label = escape(_cut(f"{sign}{row.item.key} {row.item.title}", LONGEST_TITLE))
    yield f'<text class="ink" x="40" y="{y + 17}" fill="{INK}"{struck}>{label}</text>'
    if row.first is None or row.last is None:
        yield _text(LEFT + 4, y + 17, _("no date"), pale=True)
        return
    if row.ghost is not None and row.ghost[1] >= scale.first and row.ghost[0] <= scale.last:
        yield _bar(row.ghost, y, scale, GHOST)
    if row.last < scale.first or row.first > scale.last:
        return
    fill = f'class="{row.look}" fill="{FILL[row.look]}"'
    if row.is_mark:
        x, middle = scale.x(row.first) + scale.width / scale.days / 2, y + 13
        shape = (
            f"M{x} {middle - 8}l8 8l-8 8l-8 -8z"
            if row.item.is_meeting
            else f"M{x - 6} {middle - 6}h12v12h-12z"
        )
        yield f'<path {fill} d="{shape}"/>'
        return
    opacity = "" if row.item.when.is_dated else ' fill-opacity="0.55"'
    yield _bar((row.first, row.last), y, scale, fill + opacity)


def _bar(days: tuple[date, date], y: int, scale: Scale, style: str) -> str:
    x, end = scale.x(days[0]), scale.x(days[1] + A_DAY)
    return f'<rect {style} x="{x}" y="{y + 6}" width="{max(3.0, round(end - x, 1))}" height="14" rx="3"/>'


def _today(scale: Scale, today: date, bottom: int) -> Iterator[str]:
    if scale.first <= today <= scale.last:
        yield _line(scale.x(today), bottom, "today", TODAY)
        words = _("today, {day}").format(day=day_words(today))
        yield _beside(scale.x(today), bottom - 4, words, "today-word", TODAY)


def _anchors(anchors: Sequence[tuple[str, date]], scale: Scale, bottom: int) -> Iterator[str]:
    """A broken line for each date of another body, with its name in a line of its own below."""
    for number, (words, day) in enumerate(anchors):
        yield _line(scale.x(day), bottom, "pale", PALE, ' stroke-dasharray="6 4"')
        at = bottom - (len(anchors) - number) * WORDS + 2
        yield _beside(scale.x(day), at, _cut(words, LONGEST_TITLE), "pale", PALE)


def _line(x: float, bottom: int, kind: str, colour: str, more: str = "") -> str:
    return (
        f'<line class="{kind}" x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{bottom}" stroke="{colour}"'
        f' stroke-width="2"{more}/>'
    )


def _beside(x: float, y: int, words: str, kind: str, colour: str) -> str:
    side = "end" if x > WIDTH - 220 else "start"
    at = x + (6 if side == "start" else -6)
    return (
        f'<text class="{kind}" x="{at}" y="{y}" fill="{colour}"'
        f' font-size="12" text-anchor="{side}">{escape(words)}</text>'
    )


def _legend(height: int) -> Iterator[str]:
    words = {
        Look.OPEN: _("planned"),
        Look.RISK: _("at risk"),
        Look.OFF: _("off track"),
        Look.OVER: _("done"),
        Look.GONE: _("cancelled"),
    }
    y = height - 18
    for number, (look, word) in enumerate(words.items()):
        x = 24 + number * 150
        yield f'<rect class="{look}" fill="{FILL[look]}" x="{x}" y="{y - 11}" width="18" height="12" rx="3"/>'
        yield _text(x + 26, y, f"{SIGN[look]} {word}".strip(), size=13)
    x = 24 + len(words) * 150
    yield f'<path class="open" fill="{FILL[Look.OPEN]}" d="M{x + 8} {y - 13}l8 8l-8 8l-8 -8z"/>'
    yield _text(x + 26, y, _("meeting"), size=13)
    faint = f'class="open" fill="{FILL[Look.OPEN]}" fill-opacity="0.55"'
    pale = [(faint, x + 150, _("month, no day yet")), (GHOST, x + 380, _("first date"))]
    for style, at, word in pale:
        yield f'<rect {style} x="{at}" y="{y - 11}" width="30" height="12" rx="3"/>'
        yield _text(at + 40, y, word, size=13)


def _cut(text: str, limit: int) -> str:
    plain = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
