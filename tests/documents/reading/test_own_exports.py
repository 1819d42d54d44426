"""The bot's own exports read back to themselves, key by key."""

from __future__ import annotations

from typing import Any

import pytest

from bot.documents.draft import DraftItem
from bot.documents.reading import read_plan
from bot.documents.writing import FORMATS
from bot.documents.writing.as_csv import _safe
from tests.documents.writing.samples import PLAN, WORDING

SAME = ("key", "kind", "title", "ordinal", "streams", "agenda", "recommendations", "status", "tentative")


def facts(item: DraftItem, names: tuple[str, ...]) -> dict[str, Any]:
    whole = item.to_json()
    when = {name: whole["when"][name] for name in ("precision", "start", "end")}
    return {name: whole[name] for name in names} | {"when": when}


def exported(names: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for one in PLAN.items:
        item = one.item
        whole = {
            "key": item.key, "kind": item.kind.value, "title": item.title, "ordinal": item.ordinal,
            "streams": list(item.streams), "agenda": list(item.agenda),
            "recommendations": list(item.recommendations), "status": item.status.value,
            "tentative": item.tentative,
            "owner": one.owner,
            "depends_on": [{"key": key, "inferred": inferred} for key, inferred in one.needs],
            "when": {"precision": item.when.precision.value, "start": item.when.start, "end": item.when.end},
        }  # fmt: skip
        found.append({name: whole[name] for name in (*names, "when")})
    return found


@pytest.mark.parametrize(("form", "names"), [
    ("json", (*SAME, "owner", "depends_on")),
    ("csv", SAME),
    ("md", ("key", "title", "status", "tentative", "agenda")),
])  # fmt: skip
def test_an_export_reads_back_to_itself(form: str, names: tuple[str, ...]) -> None:
    plan = read_plan(FORMATS[form](PLAN, WORDING), f"plan.{form}")
    found = {item.key: facts(item, names) for item in plan.items}
    assert found == {facts["key"]: facts for facts in exported((*names, "key"))}
    assert not plan.questions and not plan.unread


def test_another_programs_list_of_objects_is_no_export() -> None:
    text = '[{"key": "A-1", "title": "Adopt it", "due": "2026-03-03"}]'
    [item] = read_plan(text.encode(), "plan.json").items
    assert (item.key, item.title, item.when.start) == ("IMG-D1", "Adopt it", "2026-03-03")


@pytest.mark.parametrize("text", ["x;=1+1", "x\t@SUM(A1)", "a; -1", "＝1"])
def test_no_part_of_a_cell_becomes_a_formula_where_another_mark_separates(text: str) -> None:
    safe = str(_safe(text))
    for mark in ";\t":
        assert not any(part.lstrip().startswith(("=", "+", "-", "@", "＝")) for part in safe.split(mark))
