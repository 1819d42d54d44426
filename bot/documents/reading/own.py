"""The bot's own exports as values (JSON, CSV, Excel), read back to themselves: their fields, key by key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.core.plain_text import clean
from bot.dates.when import NO_DATE, Precision, When
from bot.documents.draft import DraftDependency, DraftItem, DraftPlan, SourceLine
from bot.documents.reading.blocks import Source, Table
from bot.plan.rules.items import Kind, Status

_FEWEST = {"key", "kind", "title", "precision", "start"}
_LISTS = {"streams", "agenda", "recommendations"}
_TEXTS = {
    "format", "length", "actor", "owner", "recipient", "forum", "purpose", "notes", "venue", "link",
    "status_note",
}  # fmt: skip
_MARK = re.compile(r"'(?='*\s*[=+@＝＋－＠-])")
_SPLIT_MARK = re.compile(r"([;\t\n][^\S\n]*)'(?='*[=+@＝＋－＠-])")
Rows = Iterable[tuple[tuple[int, ...], Sequence[str]]]
"""The rows of a table: the lines of each, and its cells."""


def own_items(fields: Mapping[str, Any], lines: tuple[int, ...], text: str) -> DraftItem:
    """An item from the fields of an export, which are named as in the JSON interface.

    Raises:
        ValueError, KeyError: the fields are not those of an export.
    """
    when = fields.get("when") or {}
    base = fields.get("baseline") or {}
    ordinal = fields.get("ordinal")
    kind = Kind(fields["kind"])
    lists: dict[str, Any] = {
        name: tuple(clean(str(one)) for one in fields.get(name) or ()) for name in _LISTS
    }
    texts: dict[str, Any] = {name: clean(str(fields[name])) for name in _TEXTS if fields.get(name)}
    return DraftItem(
        key=clean(str(fields["key"])),
        kind=kind,
        title=clean(str(fields["title"])),
        when=_when(when),
        ordinal=int(ordinal) if ordinal not in (None, "") else None,
        status=Status(fields["status"]) if fields.get("status") else None,
        tentative=fields.get("tentative") in (True, "yes"),
        baseline=_when(base) if base and base.get("start") else None,
        depends_on=tuple(
            DraftDependency(str(d["key"]), bool(d["inferred"])) for d in fields.get("depends_on") or ()
        ),
        lines=lines,
        source_text=text,
        is_own=True,
        **lists,
        **texts,
    )


def _when(value: Mapping[str, Any]) -> When:
    precision = value.get("precision")
    if not precision:
        return NO_DATE
    return When(
        Precision(precision), value.get("start") or None, value.get("end") or None, value.get("zone") or None,
        value.get("text") or None, value.get("anchor") or None,
    )  # fmt: skip


def read_own_json(elements: list[tuple[dict[str, Any], tuple[int, ...]]], text: str) -> DraftPlan | None:
    """The plan of a JSON export; None where the objects are not its items."""
    if not elements or not {"key", "kind", "title", "when", "depends_on"} <= set(elements[0][0]):
        return None
    try:
        items = [
            own_items(fields, lines, str((fields.get("source") or {}).get("text") or ""))
            for fields, lines in elements
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # objects of another program that look alike
    return own_plan(items, [], text)


def read_own_table(rows: Rows, *, with_marks: bool) -> DraftPlan | None:
    """The plan of an export as a table; None where it has not its columns.

    `with_marks` tells that apostrophes stand before what a spreadsheet would take for a formula.
    """
    found = iter(rows)
    lines, heads = next(found, ((), ()))
    heads = [head.strip("\ufeff ") for head in heads]
    if not set(heads) >= _FEWEST:
        return None
    try:
        items = [
            own_items(_fields(heads, cells, with_marks=with_marks), at, " ".join(" ".join(cells).split()))
            for at, cells in found
            if any(cells)
        ]
    except (ValueError, KeyError):
        return None  # a table of another program that looks alike
    return own_plan(items, [SourceLine(line, " ".join(heads)) for line in lines], "")


def rows_in(source: Source) -> Rows:
    """The rows of the first table of a page."""
    table = next((block for block in source.blocks if isinstance(block, Table)), None)
    for row in table.rows if table is not None else ():
        yield row.lines, ["\n".join(p.text for p in cell.paragraphs) for cell in row.cells]


def _fields(heads: Sequence[str], cells: Sequence[str], *, with_marks: bool) -> dict[str, Any]:
    """The fields of a row, as the JSON interface has them."""
    fields: dict[str, Any] = {}
    for head, cell in zip(heads, cells, strict=False):
        text = _unmarked(cell) if with_marks else cell
        fields[head] = [line for line in text.split("\n") if line] if head in _LISTS else text
    fields["when"] = {name: fields.get(name) for name in ("precision", "start", "end", "zone", "anchor")}
    base = {name: fields.get(f"baseline_{name}") for name in ("precision", "start", "end")}
    base["precision"] = base["precision"] or _same_shape(base["start"], base["end"])
    fields["baseline"] = base if base["precision"] else None
    fields["depends_on"] = [
        {"key": key, "inferred": inferred}
        for name, inferred in (("depends_on", False), ("seems_to_depend_on", True))
        for key in (fields.get(name) or "").split("\n")
        if key
    ]
    return fields


def _unmarked(text: str) -> str:
    text = _SPLIT_MARK.sub(r"\1", text)
    return text[1:] if _MARK.match(text) else text


def _same_shape(start: str | None, end: str | None) -> str | None:
    """The precision that a start and an end are written in."""
    for precision in Precision:
        try:
            When(precision, start or None, end or None)
        except ValueError:
            continue
        if start and precision is not Precision.NONE:
            return precision.value
    return None


def own_plan(items: list[DraftItem], headings: list[SourceLine], text: str) -> DraftPlan:
    """A draft without questions; lines of the file beside its items are its own frame."""
    seen = {line for item in items for line in item.lines}
    frame = [
        SourceLine(n, line.strip())
        for n, line in enumerate(text.split("\n"), 1)
        if line.strip() and n not in seen
    ]
    streams = {label: label for item in items for label in item.streams}
    return DraftPlan(
        items=tuple(items), headings=(*headings, *frame), stream_names=dict(sorted(streams.items()))
    )
