"""The plan as a page of HTML for mail and web: month by month, as the page of Markdown has it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.core.i18n import _, language
from bot.dates.when import Precision, When
from bot.documents.writing.as_markdown import facts_of, heading_of, months_of
from bot.documents.writing.plan import ExportedItem, PlanExport, Wording
from bot.plan.rules.upcoming import today_in

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}h1{font-size:1.6rem}"
    "h2{font-size:1.2rem;border-bottom:1px solid #767676}li{margin:.4rem 0}"
)


def write_html(plan: PlanExport, wording: Wording) -> bytes:
    """The plan as a whole document in UTF-8, without scripts and without anything from elsewhere."""
    return "\n".join(_page(plan, wording)).encode()


def _page(plan: PlanExport, wording: Wording) -> Iterator[str]:
    group = plan.group
    title = _("{group}: workplan").format(group=_plain(group.name))
    today = When(Precision.DAY, today_in(group.zone, plan.now).isoformat())
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    as_of = _("As of {day}. Times are those of {zone} where no other place is named.").format(
        day=wording.when(today, group.zone), zone=group.zone
    )
    yield f"<p>{_plain(as_of)}</p>"
    for month, items in months_of(plan):
        yield f"<h2>{_plain(heading_of(month, plan, wording))}</h2>\n<ul>"
        for exported in items:
            yield from _item(exported, plan, wording)
        yield "</ul>"
    yield "</body>\n</html>\n"


def _item(exported: ExportedItem, plan: PlanExport, wording: Wording) -> Iterator[str]:
    item = exported.item
    facts = ", ".join(_plain(fact) for fact in facts_of(exported, plan, wording))
    yield f"<li><strong>{_plain(item.key)}</strong> {_plain(item.title)}: {facts}"
    if item.agenda:
        yield "<ol>" + "".join(f"<li>{_plain(point)}</li>" for point in item.agenda) + "</ol>"
    if item.recommendations:
        yield "<ul>" + "".join(f"<li>{_plain(text)}</li>" for text in item.recommendations) + "</ul>"
    yield "</li>"


def _plain(text: str) -> str:
    return escape(" ".join(text.split()))
