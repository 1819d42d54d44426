"""The difference of a document to the plan, as a table in the terminal."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape as escape_markup
from rich.table import Table

from bot.core.i18n import _, ngettext
from bot.core.shown import without_controls
from bot.documents.answers import START, YEAR, ZONE
from bot.documents.draft import DraftItem
from bot.documents.drafting import ImportResult

MOST_ROWS = 500
_OPTIONS = {ZONE: "--zone", START: "--start", YEAR: "--year"}
_MARKS = {"added": "[green]+[/]", "changed": "[yellow]~[/]", "gone": "[red]–[/]", "same": " "}


def print_import(result: ImportResult) -> None:
    """Print what was found, item by item, then the questions and what was not understood."""
    console = Console(soft_wrap=False)
    items = {item.key: item for item in result.draft.items}
    table = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("", _("Key"), _("When"), _("What"), _("Lines")):
        table.add_column(title)
    # Thousands of rows take seconds to draw, and nobody reads them: what has changed comes first.
    shown = result.differences
    if len(shown) > MOST_ROWS:
        shown = tuple(sorted(shown, key=lambda difference: difference.change == "same"))[:MOST_ROWS]
    for difference in shown:
        item = items.get(difference.key)
        lines = ", ".join(str(line) for line in item.lines[:3]) if item else ""
        what = escape(item.title) if item else _("is no longer in the document; it stays in the plan")
        if difference.change == "changed":
            what += "".join(
                f"\n  {name}: {_plain(old)} → {_plain(new)}" for name, (old, new) in difference.fields.items()
            )
        table.add_row(
            _MARKS[difference.change], escape(difference.key), _when(item) if item else "", what, lines
        )
    console.print(table)
    if left := len(result.differences) - len(shown):
        text = ngettext(
            "and {count} more row, which --format json lists",
            "and {count} more rows, which --format json lists",
            left,
        )
        console.print(text.format(count=left))
    counts = {kind: sum(d.change == kind for d in result.differences) for kind in _MARKS}
    console.print(
        _("{added} added, {changed} changed, {same} the same, {gone} gone from the document").format(**counts)
    )
    for question in result.draft.questions:
        option = _OPTIONS.get(question.cause)
        hint = _("Answer with {option}.").format(option=option) if option else ""
        text = f"[yellow]?[/] {escape(question.key or '')} {escape(question.text)} {hint}"
        console.print(text.replace("  ", " ").rstrip())
    unread = result.draft.unread
    if unread:
        console.print(
            ngettext(
                "{count} line was not understood:", "{count} lines were not understood:", len(unread)
            ).format(count=len(unread))
        )
        for line in unread:
            console.print(f"  {line.line}: {escape(line.text[:200])}")


def escape(text: str) -> str:
    """A text of the document, as it stands there: neither markup nor the terminal's own escapes."""
    return escape_markup(without_controls(text))


def _when(item: DraftItem) -> str:
    when = item.when
    return " – ".join(part.replace("T", " ") for part in (when.start, when.end) if part) or "–"


def _plain(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return escape(" – ".join(str(value[name]) for name in ("start", "end") if value.get(name)) or "–")
    if isinstance(value, list):
        return escape("; ".join(_plain(entry) for entry in value) or "–")
    return escape(str(value)) if value not in (None, "") else "–"
