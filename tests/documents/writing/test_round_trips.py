"""Whole plans are written to files and read back: nothing of what a format tells is lost or changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.i18n import LANGUAGES, speaking
from bot.core.plain_text import clean
from bot.dates.when import NO_DATE, Precision, When
from bot.documents.draft import DraftItem
from bot.documents.reading import read_plan
from bot.documents.reading.own_pages import UNSAID_ON_PAGES
from bot.documents.writing import FORMATS
from bot.documents.writing.plan import ExportedItem, PlanExport
from bot.plan.rules.item_fields import NAMES_OF_TEXTS
from bot.plan.rules.items import Item, Kind, statuses_for
from tests.documents.writing.samples import GROUP, NOW, WORDING

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(
    lambda text: clean(" ".join(text.split()))
)
LINES = st.lists(ANY.filter(bool), min_size=1, max_size=3).map("\n".join)
HOSTILE = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''-x",
        "x;=1",
        "x\t@y",
        "; '=1",
        "- a",
        "1. b",
        "[x] c",
        "a -- b",
        "#1",
        "a: b: planned, c",
    ]
)
TITLES = st.one_of(ANY, HOSTILE).filter(bool)
DAYS = st.dates(date(2017, 1, 1), date(2019, 12, 20))


@st.composite
def dates(draw: st.DrawFn) -> When:
    """A date of any precision."""
    precision, day = draw(st.sampled_from(list(Precision))), draw(DAYS)
    ends = draw(st.booleans())
    later = day + timedelta(days=draw(st.integers(1, 60)))
    match precision:
        case Precision.NONE:
            return NO_DATE
        case Precision.EXACT:
            zone = draw(st.sampled_from([None, "Europe/Zurich", "Asia/Bangkok"]))
            return When(precision, f"{day}T14:00", f"{day}T17:30" if ends else None, zone)
        case Precision.HALF_DAY:
            return When(precision, f"{day}T{draw(st.sampled_from(['AM', 'PM']))}")
        case Precision.DAY:
            return When(precision, str(day))
        case Precision.DAYS:
            return When(precision, str(day), str(later))
        case Precision.PART_MONTH:
            return When(precision, f"{day:%Y-%m}-{draw(st.sampled_from(['early', 'mid', 'late']))}")
        case Precision.MONTH:
            return When(precision, f"{day:%Y-%m}")
        case Precision.MONTHS:
            return When(precision, f"{day:%Y-%m}", f"{day + timedelta(days=100):%Y-%m}")
        case Precision.QUARTER:
            return When(precision, f"{day.year}-Q{(day.month + 2) // 3}")
        case Precision.YEAR:
            return When(precision, str(day.year))
        case Precision.RELATIVE:
            return When(precision, draw(st.sampled_from(["+5m", "-30d", "+6w"])), anchor="IMG-M1")


@st.composite
def plans(draw: st.DrawFn, titles: st.SearchStrategy[str] = TITLES) -> PlanExport:
    """A whole plan with every kind of item and field."""
    found: list[ExportedItem] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        kind = draw(st.sampled_from(list(Kind)))
        streams = draw(st.sampled_from([(), ("WS1",), ("WS1", "WS2")]))
        prefix = streams[0] if len(streams) == 1 else "IMG"
        texts: dict[str, Any] = {
            name: draw(st.none() | (LINES if name == "notes" else titles)) for name in NAMES_OF_TEXTS
        }
        item = Item(
            number, f"{prefix}-{'M' if kind is Kind.MEETING else 'D'}{number}", kind, draw(titles),
            draw(dates()),
            draw(st.sampled_from(statuses_for(kind))), streams=streams, position=number,
            ordinal=draw(st.none() | st.integers(1, 40)), tentative=draw(st.booleans()),
            agenda=tuple(draw(st.lists(titles, max_size=3))),
            recommendations=tuple(draw(st.lists(titles, max_size=2))),
            baseline=draw(st.none() | dates().filter(lambda when: when.anchor is None and when.start)),
            status_note=draw(st.none() | titles), **texts,
        )  # fmt: skip
        needs = tuple((one.item.key, draw(st.booleans())) for one in found if draw(st.booleans()))
        found.append(ExportedItem(item, "UNEP", draw(st.none() | st.just("UNEP")), needs))
    return PlanExport(GROUP, NOW, tuple(replace(one, owner=one.owner_name) for one in found))


def facts(item: Item | DraftItem, owner: str | None, needs: Any) -> dict[str, Any]:  # noqa: ANN401
    """All of an item that a document can tell."""
    texts = {name: getattr(item, name) for name in NAMES_OF_TEXTS}
    return texts | {
        "key": item.key, "kind": item.kind, "title": item.title, "when": item.when, "ordinal": item.ordinal,
        "status": item.status, "streams": item.streams, "tentative": item.tentative, "agenda": item.agenda,
        "recommendations": item.recommendations, "status_note": item.status_note, "owner": owner,
        "baseline": item.baseline, "depends_on": sorted(needs),
    }  # fmt: skip


def read_back(form: str, plan: PlanExport, *unsaid: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was written and what was read, in the order of the plan, without what the format leaves unsaid."""
    draft = read_plan(FORMATS[form](plan, WORDING), f"plan.{form}", label="IMG", streams=("WS1", "WS2"))
    assert draft.unread == ()
    written = [facts(one.item, one.owner, one.needs) for one in plan.items]
    by_key = {item.key: item for item in draft.items}
    assert set(by_key) == {one.item.key for one in plan.items}
    read = [by_key[one.item.key] for one in plan.items]
    needs = [[(need.key, need.inferred) for need in item.depends_on] for item in read]
    found = [facts(item, item.owner, of_item) for item, of_item in zip(read, needs, strict=True)]
    for one in (*written, *found):
        for name in unsaid:
            del one[name]
    return written, found


@given(plans())
def test_json_loses_nothing(plan: PlanExport) -> None:
    written, read = read_back("json", plan)
    assert read == written


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=60)
@given(plan=plans())
def test_a_table_loses_nothing(form: str, plan: PlanExport) -> None:
    # Of the first date a table has no zone.
    items = tuple(
        replace(one, item=replace(one.item, baseline=replace(one.item.baseline, zone=None)))
        if one.item.baseline
        else one
        for one in plan.items
    )
    written, read = read_back(form, replace(plan, items=items))
    assert read == written


PLAIN = st.text(st.sampled_from("ab 1.)-+*_[]()<>#|`~\\&;$!,:é"), min_size=1, max_size=20).map(
    lambda text: f"x{' '.join(text.split())}"
)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "html"])
@settings(max_examples=60)
@given(plan=plans(PLAIN))
def test_a_page_is_read_as_what_it_says(form: str, code: str, plan: PlanExport) -> None:
    unsaid = {*UNSAID_ON_PAGES, "baseline", "venue", "link", *({"status_note"} if form == "html" else ())}
    # A page tells hours of the group's zone without a zone, and nothing of what a relative date counts from.
    items = tuple(one for one in plan.items if one.item.when.precision is not Precision.RELATIVE)
    if not items:
        return
    with speaking(code):
        written, read = read_back(form, replace(plan, items=items), *unsaid)
    for one in (*written, *read):
        when = one["when"]
        if when.precision in (Precision.EXACT, Precision.HALF_DAY) and when.zone is None:
            one["when"] = replace(when, zone=GROUP.zone)
    assert read == written


@given(st.text(min_size=1, max_size=40))
def test_nothing_unseen_is_taken_from_a_file(text: str) -> None:
    plan = replace(PLAN_OF_ONE, items=(replace(PLAN_OF_ONE.items[0], item=replace(ONE, title=f"x{text}")),))
    data = json.loads(FORMATS["json"](plan, WORDING))
    draft = read_plan(json.dumps(data).encode(), "plan.json", label="IMG")
    assert draft.items[0].title == clean(f"x{text}")


ONE = Item(1, "IMG-D1", Kind.ACTIVITY, "x", NO_DATE, statuses_for(Kind.ACTIVITY)[0], position=1)
PLAN_OF_ONE = PlanExport(GROUP, NOW, (ExportedItem(ONE),))
