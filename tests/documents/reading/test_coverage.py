"""Nothing is dropped in silence: each line is in an item, a heading, or `unread`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan

PLANS = Path(__file__).parents[2] / "fixtures" / "plans"
DEMO = Path(__file__).parents[3] / "bot" / "demo" / "plans" / "e-waste-year.txt"
FIXTURES = Path(__file__).parents[2] / "fixtures"
SOURCES = {
    str(path.relative_to(path.parents[1])): path.read_text()
    for path in [
        DEMO, *PLANS.iterdir(), *(FIXTURES / "corpus").iterdir(), *(FIXTURES / "unseen").iterdir(),
    ]
    if path.suffix in {".txt", ".md", ".html", ".ics", ".yaml"}
    if path.name != "minutes.md" or path.parent.name == "unseen"  # the other one is no plan
}  # fmt: skip
PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "MARCH 2018",
            "**May**",
            "<b>",
            "</ul>",
            "<li>1) x",
            "\t",
            "a\tb\tc",
            "| a | b |",
            "- ",
            "1) ",
            "TBC",
            "&amp;<p>",
            "Date\tActivity\tOwner",
            "Thursday 5th\t",
            "31 February 2018\tx",
            "<table><tr><td>x",
            "5th",
            "WS1:",
            "Month 3",
            "12/13/2018",
            "Submit to  for  at",
            "(",
            "[[",
            "* * *",
            "# ",
            "2017/18",
            "Q9 2018",
            "the 5th meeting",
            "\u200b",
            "<!-- x",
            "<sup>1</sup>",
            ".",
            "|",
            "Work Stream 1: Analysis",
        ]
    ),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A plan with lines deleted, repeated, swapped, stripped of markup or with something put between."""
    name = draw(st.sampled_from(sorted(SOURCES)))
    lines = SOURCES[name].split("\n")
    for _time in range(draw(st.integers(1, 6))):
        act = draw(st.sampled_from(["delete", "repeat", "swap", "strip", "insert", "cut", "shuffle"]))
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        line = lines[at] if lines else ""
        if act == "delete":
            del lines[at : at + 1]
        elif act == "repeat":
            lines.insert(at, line)
        elif act == "swap":
            lines[at:] = reversed(lines[at:])
        elif act == "strip" and lines:
            lines[at] = line.replace("<b>", "").replace("<u>", "<i>").replace("**", "").replace("</", "<")
        elif act == "insert":
            lines.insert(at, draw(PIECES))
        elif act == "cut" and lines:
            lines[at] = line[: draw(st.integers(0, len(line)))]
        else:
            draw(st.randoms(use_true_random=False)).shuffle(lines)
    return name, "\n".join(lines)


def covered(plan: DraftPlan) -> set[int]:
    found = {line for item in plan.items for line in item.lines}
    return found | {heading.line for heading in plan.headings} | {line.line for line in plan.unread}


def assert_whole(plan: DraftPlan, text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert covered(plan) == lines
    keys = [item.key for item in plan.items]
    assert len(keys) == len(set(keys))
    place = {key: index for index, key in enumerate(keys)}
    for item in plan.items:
        assert item.title
        assert all(place[d.key] < place[item.key] for d in item.depends_on)
        item.to_json()


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_line_of_the_fixtures_is_accounted_for(name: str) -> None:
    assert_whole(read_plan(SOURCES[name].encode(), name), SOURCES[name])


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(mutated())
def test_every_line_of_a_mutated_plan_is_accounted_for(case: tuple[str, str]) -> None:
    name, text = case
    try:
        plan = read_plan(text.encode("utf-8", "surrogatepass"), name)
    except UserError:
        return
    assert_whole(plan, text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.html", "a.md", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        read_plan(data, name)
    except UserError as error:
        assert error.text
