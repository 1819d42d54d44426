"""The plan in a Word template of the group's own: months with their items."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

from bot.core.i18n import _
from bot.core.kinds import TemplateKind
from bot.dates.texts import day_words, month_words
from bot.dates.wall_time import local
from bot.documents.writing.as_markdown import WITHOUT_DATE, month_of
from bot.documents.writing.plan import ExportedItem, PlanExport, Wording
from bot.meetings.templates.filling import fill, on_a4

PLAN = "plan"
_TEXTS = ("key", "title", "when", "status", "owner", "notes", "change")


def write_in_template(plan: PlanExport, wording: Wording, template: bytes) -> bytes:
    """The plan as Word, in that template.

    Raises:
        UserError: the template names a field that there is not, or is no Word file.
    """
    by_month = sorted(plan.items, key=lambda one: (month_of(one.item) == WITHOUT_DATE, month_of(one.item)))
    months = [
        {"name": _month_words(month), "rows": [_values_of(one, plan, wording) for one in items]}
        for month, items in groupby(by_month, key=lambda one: month_of(one.item))
    ]
    today = day_words(local(plan.now, plan.group.zone).date())
    return fill(template, _values(plan.group.name, today, months))


def _values(group: str, day: str, months: list[dict[str, Any]]) -> dict[str, Any]:
    words = {"comments": _("Comments"), "task": _("Task")}
    return {"group": group, "date": day, "months": months, "words": words}


def _month_words(month: str) -> str:
    return _("no date") if month == WITHOUT_DATE else month_words(date.fromisoformat(f"{month}-01"))


def _values_of(exported: ExportedItem, plan: PlanExport, wording: Wording) -> dict[str, Any]:
    item = exported.item
    return {
        "key": item.key,
        "title": item.title,
        "when": wording.when(item.when, plan.group.zone),
        "status": wording.status(item.status),
        "owner": exported.owner_name or "",
        "agenda": list(item.agenda),
        "recommendations": list(item.recommendations),
        "notes": item.notes or "",
        "change": plan.marks.get(item.key, ""),
    }


def check_plan_template(template: bytes) -> None:
    """Fill a template with one of everything.

    Raises:
        UserError: it names a field that there is not, or is no Word file.
    """
    row: dict[str, Any] = {name: name for name in _TEXTS}
    row |= {"agenda": ["point"], "recommendations": ["recommendation"]}
    fill(template, _values("group", "date", [{"name": "month", "rows": [row]}]))


def build_plan_template() -> bytes:
    """The one that ships, to begin with: a table with months as headings, comments beside tasks."""
    from docx import Document  # slow to import
    from docx.shared import Cm

    document = Document()
    on_a4(document)
    document.add_heading("{{ group }}", 1)
    document.add_paragraph("{{ date }}")
    table: Any = document.add_table(rows=7, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    points = [
        line
        for name in ("agenda", "recommendations")
        for line in (f"{{%p for point in one.{name} %}}", "• {{ point }}", "{%p endfor %}")
    ]
    notes = ("{%p if one.notes %}", "{{ one.notes }}", "{%p endif %}")
    rows: tuple[tuple[str, list[str]], ...] = (
        ("{{ words.comments }}", ["{{ words.task }}"]),
        ("{%tr for month in months %}", []),
        ("{{ month.name }}", []),
        ("{%tr for one in month.rows %}", []),
        (
            "{{ one.when }} · {{ one.status }}{% if one.change %} · {{ one.change }}{% endif %}",
            ["{{ one.title }} ({{ one.key }})", *points, *notes],
        ),
        ("{%tr endfor %}", []),
        ("{%tr endfor %}", []),
    )
    for row, (left, right) in zip(table.rows, rows, strict=True):
        row.cells[0].text = left
        row.cells[1].text = right[0] if right else ""
        for text in right[1:]:
            row.cells[1].add_paragraph(text)
    for column, width in zip(table.columns, (Cm(4.8), Cm(11.2)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    heading = table.rows[2].cells[0].merge(table.rows[2].cells[1])
    for empty in heading.paragraphs[1:]:
        empty._p.getparent().remove(empty._p)
    for cell in (*table.rows[0].cells, heading):
        cell.paragraphs[0].runs[0].bold = True
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


PLAN_TEMPLATE = TemplateKind(PLAN, build_plan_template, check_plan_template)
