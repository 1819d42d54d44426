"""Lists of events in YAML or JSON as tables: a row an event, a column a field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.reading.blocks import Cell, Paragraph, Row, Run, Source, Table, plain
from bot.documents.reading.words import NO_PLAN, fold

MAX_YAML = 250_000
MAX_EVENTS = 50_000
MAX_ALIASES = 100
_BETWEEN = re.compile(r"[\s,]*")
_MAX_DEPTH = 6
Event = tuple[Mapping[str, Any], tuple[int, ...]]


def read_yaml(text: str) -> Source:
    """The events of a YAML file.

    Raises:
        UserError: no YAML, too long, or built to unfold into more than it shows.
    """
    # Imported late: only these files need it.
    import yaml  # type: ignore[import-untyped]

    if len(text) > MAX_YAML:
        raise UserError(_("That file is far longer than any plan."))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if sum(1 for event in yaml.parse(text, loader) if isinstance(event, yaml.AliasEvent)) > MAX_ALIASES:
            raise UserError(_("That file holds more markup than a plan can have."))
        root = yaml.compose(text, loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UserError(_("That file is no YAML that I can read.")) from error
    found = _YamlEvents()
    if root is not None:
        found.walk(root, 0)
    return tables_of(found.lists, found.heads, text)


class _YamlEvents:
    """Gathers the lists of objects of a file, each a table, and what it says beside them."""

    def __init__(self) -> None:
        self.lists: list[tuple[str, list[Event]]] = []  # with the name that each has in the file
        self.heads: list[tuple[str, int]] = []

    def walk(self, node: Any, depth: int, name: str = "") -> None:  # noqa: ANN401 - a YAML node of any kind
        """Look through a node; deeper than six levels no plan goes."""
        if depth > _MAX_DEPTH or not isinstance(node.value, list):
            return
        if node.id == "mapping":
            for key, value in node.value:
                if value.id == "scalar":
                    self.heads.append((f"{_scalar(key)}: {_scalar(value)}", key.start_mark.line + 1))
                self.walk(value, depth + 1, _scalar(key))
            return
        events: list[Event] = []
        self.lists.append((name, events))
        for child in node.value:
            if child.id != "mapping":
                continue
            inner = [(_scalar(key), value) for key, value in child.value if _holds_objects(value)]
            if not inner:
                last = child.end_mark.line + (child.end_mark.column > 0)
                lines = tuple(range(child.start_mark.line + 1, max(last, child.start_mark.line + 1) + 1))
                events.append(({_scalar(k): _scalar(v) for k, v in child.value}, lines))
            for inner_name, value in inner:
                self.walk(value, depth + 1, inner_name)


def _holds_objects(node: Any) -> bool:  # noqa: ANN401 - a YAML node of any kind
    return node.id == "sequence" and bool(node.value) and node.value[0].id == "mapping"


def _scalar(node: Any, depth: int = 0) -> str:  # noqa: ANN401 - a YAML node of any kind
    """A node as words: the parts of a list on lines of their own."""
    if node.id == "scalar":
        return str(node.value)
    if depth >= _MAX_DEPTH:
        return ""
    if node.id == "sequence":
        return "\n".join(_scalar(child, depth + 1) for child in node.value[:200])
    return ", ".join(f"{_scalar(k)}: {_scalar(v, depth + 1)}" for k, v in node.value[:50])


def read_json(text: str) -> Source:
    """The events of a JSON file: the lists of objects in it.

    Raises:
        UserError: no JSON.
    """
    found, elements = json_elements(text)
    if len(text) <= MAX_YAML:
        with suppress(UserError):  # YAML tells the line of each part, and holds all of JSON but tabs
            return read_yaml(text)
    events = [({str(k): _flat(v) for k, v in value.items()}, lines) for value, lines in elements]
    heads = (
        [(f"{k}: {v}", 1) for k, v in found.items() if isinstance(v, str)] if isinstance(found, dict) else []
    )
    return tables_of([("", events)], heads, text)


def json_elements(text: str) -> tuple[Any, list[tuple[dict[str, Any], tuple[int, ...]]]]:
    """What a JSON file holds, and the objects of the first list of objects in it with their lines.

    Raises:
        UserError: no JSON.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(_("That file is no JSON that I can read.")) from error
    name, values = _list_in(found)
    if len(values) > MAX_EVENTS:
        raise UserError(_("That file is far longer than any plan."))
    at = text.find("[", text.index(json.dumps(name)[1:-1]) if name else 0) + 1
    decoder, elements = json.JSONDecoder(), []
    line = text.count("\n", 0, at) + 1
    for value in values:
        gap = _BETWEEN.match(text, at)
        begin = gap.end() if gap else at
        end = decoder.raw_decode(text, begin)[1]
        first = line + text.count("\n", at, begin)
        line = first + text.count("\n", begin, end)
        at = end
        if isinstance(value, dict):
            elements.append((value, tuple(range(first, line + 1))))
    return found, elements


def _list_in(found: Any) -> tuple[str, Sequence[Any]]:  # noqa: ANN401 - any JSON value
    if isinstance(found, list):
        return "", found
    if isinstance(found, dict):
        for name, value in found.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                return str(name), value
    return "", ()


def _flat(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_flat(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "\n".join(_flat(part) for part in value)
    return "" if value is None else str(value)


def tables_of(
    lists: Sequence[tuple[str, Sequence[Event]]], heads: Sequence[tuple[str, int]], text: str
) -> Source:
    """Each list of events as a table, below what the file says beside them; members and contacts are none."""
    blank = {n for n, line in enumerate(text.split("\n"), 1) if not line.strip()}
    plans = [
        [(event, tuple(n for n in lines if n not in blank)) for event, lines in events]
        for name, events in lists
        if events and not _is_no_plan(name)
    ]
    tables = tuple(_table(events) for events in plans)
    seen = {line for events in plans for _event, lines in events for line in lines}
    matter = [
        Paragraph((Run(line),), (n,), aside="matter")
        for n, line in enumerate(text.split("\n"), 1)
        if line.strip(" \t[]{},") and n not in seen
    ]
    first = [
        plain(words)
        for words, _line in heads
        if re.match(r"(?:title|name|year|project)\b", words, re.IGNORECASE)
    ]
    bare = [
        n
        for n, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.strip(" \t[]{},") and n not in seen
    ]
    return Source((*first, *matter, *tables), tuple(bare))


def _is_no_plan(name: str) -> bool:
    return NO_PLAN.fullmatch(fold(name.replace("_", " "))) is not None


def _table(events: Sequence[Event]) -> Table:
    names = list(dict.fromkeys(name for event, _lines in events for name, value in event.items() if value))
    rows = [Row((), tuple(_cell(name.replace("_", " "), ()) for name in names))]
    for event, lines in events:
        rows.append(Row(lines, tuple(_cell(str(event.get(name) or ""), lines) for name in names)))
    return Table(tuple(rows), ruled=True)


def _cell(text: str, lines: tuple[int, ...]) -> Cell:
    return Cell(tuple(Paragraph((Run(part),), lines) for part in text.split("\n") if part.strip()))
