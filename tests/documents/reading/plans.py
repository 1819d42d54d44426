"""What the importer tests share: an item in short, and the built-in plan as a Word file."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.text.paragraph import Paragraph

from bot.documents.draft import DraftItem, DraftPlan
from bot.documents.reading import read_plan

FIXTURES = Path(__file__).parents[2] / "fixtures" / "plans"
DEMO = Path(__file__).parents[3] / "bot" / "demo" / "plans" / "e-waste-year.txt"
SEED = Path(__file__).parents[4] / "shared" / "seed"
_EMPTY: tuple[Any, ...] = (None, [], False, "")


def brief(item: DraftItem) -> dict[str, Any]:
    """The item's JSON without what is empty, its source text or its own account of when."""
    full = item.to_json()
    full["when"] = " ".join(v for k, v in full["when"].items() if k in {"precision", "start", "end"} and v)
    full["lines"] = full.pop("source")["lines"]
    full["depends_on"] = [("~" if d["inferred"] else "") + d["key"] for d in full["depends_on"]]
    return {name: value for name, value in full.items() if value not in _EMPTY}


def brief_plan(plan: DraftPlan) -> dict[str, Any]:
    """A plan in short, as the fixtures' ``.json`` files hold it."""
    return {
        "title": plan.title,
        "streams": plan.stream_names,
        "items": [brief(item) for item in plan.items],
        "headings": [heading.line for heading in plan.headings],
        "unread": [line.line for line in plan.unread],
        "questions": [f"{question.key or 'plan'} {question.about}" for question in plan.questions],
    }


def as_word(text: str) -> bytes:
    """A timeline of the built-in plan's markup as a Word table, headings across both columns."""
    document = Document()
    lines = [line for line in text.split("\n") if line.strip()]
    document.add_heading(lines[0].strip("# "), level=2)
    table = document.add_table(rows=0, cols=2)
    for line in lines[1:]:
        left, _tab, right = line.partition("\t")
        cells = table.add_row().cells
        if right:
            _fill(cells[0].paragraphs[0], left)
            first, *points = re.split(r"<li>", right)
            _fill(cells[1].paragraphs[0], first)
            for point in points:
                paragraph = cells[1].add_paragraph(style="List Number")
                _fill(paragraph, re.sub(r"^(?:\d\)|○)\s*", "", point))
        else:
            _fill(cells[0].merge(cells[1]).paragraphs[0], left)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(paragraph: Paragraph, markup: str) -> None:
    bold = underline = italic = raised = False
    for part in re.split(r"(<[^>]*>)", markup):
        if part.startswith("<"):
            name, on = part.strip("</>").split(" ")[0], not part.startswith("</")
            bold, underline = (on if name == "b" else bold), (on if name == "u" else underline)
            italic, raised = (on if name == "i" else italic), (on if name == "sup" else raised)
        elif part:
            run = paragraph.add_run(part)
            run.bold, run.underline, run.italic, run.font.superscript = bold, underline, italic, raised


def line_of(plan: DraftPlan, item: DraftItem) -> str:
    """An item in one line: date, title, then status, owner, older date and ``?`` where it is asked about.

    ``exact 2026-03-03T10:00 Asia/Tokyo | Board meeting | scheduled, by Ann, was 2026-02, ?``
    """
    when, base = item.when, item.baseline
    zone = when.zone if when.zone != "Europe/Zurich" else None
    anchor = f"after {when.anchor}" if when.anchor else None
    asked = any(item.key in q.keys and q.about not in {"kind", "dependency"} for q in plan.questions)
    more = (
        item.status.value if item.status else None,
        f"by {item.owner}" if item.owner else None,
        " ".join(filter(None, ("was", base.start, base.end))) if base else None,
        "?" if asked else None,
    )
    date = " ".join(filter(None, (when.precision.value, when.start, when.end, zone, anchor)))
    return " | ".join(filter(None, (date, item.title, ", ".join(filter(None, more)))))


def lines_of(data: bytes | str, name: str) -> list[str]:
    """All items of a document, each in one line."""
    plan = read_plan(data.encode() if isinstance(data, str) else data, name)
    return [line_of(plan, item) for item in plan.items]
