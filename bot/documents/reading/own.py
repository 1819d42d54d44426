"""The bot's own exports, read back to themselves: their columns and fields, key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dates.when import NO_DATE, Precision, When
from bot.documents.draft import DraftDependency, DraftItem, DraftPlan, SourceLine
from bot.documents.reading.blocks import Paragraph, Row, Source, Table, lines_of
from bot.documents.reading.dating import Dates
from bot.documents.reading.kinds import is_meeting, kind_of
from bot.documents.reading.ordinals import find_ordinal
from bot.documents.reading.setting import Setting
from bot.documents.reading.survey import Facts
from bot.documents.reading.words import status_named
from bot.plan.rules.items import Kind, Status

_FEWEST = {"key", "kind", "title", "precision", "start"}
_LISTS = {"streams", "agenda", "recommendations"}
_TEXTS = {
    "format", "length", "actor", "owner", "recipient", "forum", "purpose", "notes", "venue", "link",
    "status_note",
}  # fmt: skip
_SPLIT_MARK = re.compile(r"([;\t]\s*)'(?=[=+@＝＋－＠-])")
_LINE = re.compile(r"(?P<key>[A-Z][\w-]*-[MD]\d+) (?P<title>.+): (?P<facts>.+)")
_ZONE = re.compile(r"\b[A-Z][A-Za-z]+/[A-Za-z_/]+|\bUTC(?:[+-]\d\d:\d\d)?\b")


def own_items(fields: Mapping[str, Any], lines: tuple[int, ...], text: str) -> DraftItem:
    """An item from the fields of an export, which are named as in the JSON interface.

    Raises:
        ValueError, KeyError: the fields are not those of an export.
    """
    when = fields.get("when") or {}
    base = fields.get("baseline") or {}
    ordinal = fields.get("ordinal")
    kind = Kind(fields["kind"])
    return DraftItem(
        key=str(fields["key"]),
        kind=kind,
        title=str(fields["title"]),
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
        streams=tuple(fields.get("streams") or ()),
        agenda=tuple(fields.get("agenda") or ()),
        recommendations=tuple(fields.get("recommendations") or ()),
        **{name: str(fields[name]) for name in _TEXTS if fields.get(name)},
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
    return _plan(items, [], text)


def read_own_table(source: Source, text: str) -> DraftPlan | None:
    """The plan of an export as a table; None where no table has its columns."""
    for block in source.blocks:
        if isinstance(block, Table) and block.rows:
            heads = [cell.text.strip("\ufeff ") for cell in block.rows[0].cells]
            if set(heads) >= _FEWEST:
                try:
                    items = [own_items(_fields(heads, row), row.lines, row.text) for row in block.rows[1:]]
                except (ValueError, KeyError):
                    return None  # a table of another program that looks alike
                headings = [SourceLine(line, block.rows[0].text) for line in block.rows[0].lines]
                return _plan(items, headings, "")
    return None


def _fields(heads: list[str], row: Row) -> dict[str, Any]:
    """The fields of a row, as the JSON interface has them; an apostrophe before a formula is the export's."""
    fields: dict[str, Any] = {}
    for head, cell in zip(heads, row.cells, strict=False):
        lines = [_bare(p.text) for p in cell.paragraphs]
        fields[head] = lines if head in _LISTS else "\n".join(lines)
    fields["when"] = {name: fields.get(name) for name in ("precision", "start", "end", "zone")}
    precision = _same_shape(fields.get("baseline_start"), fields.get("baseline_end"))
    base = {"precision": precision, "start": fields.get("baseline_start"), "end": fields.get("baseline_end")}
    fields["baseline"] = base if precision else None
    needs = (fields.get("depends_on") or "").split("\n")
    fields["depends_on"] = [{"key": key, "inferred": False} for key in needs if key]
    return fields


def _bare(text: str) -> str:
    text = _SPLIT_MARK.sub(r"\1", text)
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in "=+-@＝＋－＠" else text


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


def read_own_page(source: Source, setting: Setting) -> DraftPlan | None:
    """The plan of a Markdown export: a point for each item that begins with its key in bold."""
    points = [
        p for p in source.blocks if isinstance(p, Paragraph) and p.level == 1 and _LINE.fullmatch(p.text)
    ]
    first = next((p for p in source.blocks if isinstance(p, Paragraph) and p.level == 1), None)
    if not points or first not in points:
        return None
    said = next(
        (m[0] for b in source.blocks[:4] if isinstance(b, Paragraph) and (m := _ZONE.search(b.text))), None
    )
    dates = Dates(setting, Facts(zone=said), lambda words: None)
    items: list[DraftItem] = []
    headings: list[SourceLine] = []
    below: dict[int, list[Paragraph]] = {}
    for block in source.blocks:
        if isinstance(block, Paragraph) and block in points:
            items.append(_item_of_line(block, dates, setting.label))
        elif isinstance(block, Paragraph) and block.level and items:
            below.setdefault(len(items) - 1, []).append(block)
        else:
            headings += [
                SourceLine(line, block.text if isinstance(block, Paragraph) else "")
                for line in lines_of(block)
            ]
    full = [_with_below(item, below.get(index, [])) for index, item in enumerate(items)]
    return _plan(full, headings, "")


def _item_of_line(point: Paragraph, dates: Dates, label: str) -> DraftItem:
    found = _LINE.fullmatch(point.text)
    assert found is not None
    facts = found["facts"].split(", ")
    at = next((index for index, fact in enumerate(facts) if status_named(fact)), 0)
    title, key = found["title"], found["key"]
    meeting = "-M" in key
    prefix = key.rpartition("-")[0]
    owner = [fact for fact in facts[at + 1 :] if fact not in {"overdue", "proposed", "en retard", "proposé"}]
    status = status_named(facts[at]) if facts else None
    return DraftItem(
        key=key,
        kind=Kind.MEETING if meeting else kind_of(title, submits=False)[0],
        title=title,
        when=dates.resolve(", ".join(facts[:at]), None, (), due=not meeting).when,
        ordinal=find_ordinal(title) if is_meeting(title) else None,
        status=status,
        tentative="proposed" in facts,
        owner=", ".join(owner) or None,
        streams=() if prefix == label else (prefix,),
        lines=point.lines,
        source_text=point.text,
    )


def _with_below(item: DraftItem, points: list[Paragraph]) -> DraftItem:
    """The item with the points below it: numbered ones are its agenda, others recommendations or notes."""
    numbered = tuple(p.text for p in points if p.marker[:1].isdigit())
    others = tuple(p.text for p in points if not p.marker[:1].isdigit())
    closes = item.kind is Kind.CLOSURE
    return replace(
        item,
        agenda=numbered,
        recommendations=others if closes else (),
        notes=None if closes else "\n".join(others) or None,
        lines=(*item.lines, *(line for p in points for line in p.lines)),
    )


def _plan(items: list[DraftItem], headings: list[SourceLine], text: str) -> DraftPlan:
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
