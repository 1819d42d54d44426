"""Lines that were written down, with what they should mean, before the bot read any of them."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.talk.stage import Stage
from tests.talk.test_cases import gist

FILES = ("unseen_lines.tsv", "unseen_lines_more.tsv")
LINES = [
    (said, meant)
    for name in FILES
    for line in (ROOT / "tests" / "fixtures" / name).read_text(encoding="utf-8").splitlines()[1:]
    for said, _tab, meant in [line.partition("\t")]
]


def verdict(found: str, meant: str) -> str:
    """`right`, `asked` where the bot left it to the person, or `wrong` where it acts or shows otherwise."""
    if any(_fits(found, one) for one in meant.split(" | ")):
        return "right"
    return "wrong" if found.startswith("act") else "asked"


def _fits(found: str, meant: str) -> bool:
    """Whether a meaning is one that the table allows; ``no act KEY`` is a look at the item or a refusal."""
    kind, _, key = meant.partition("no act")
    if not kind:
        return not found.startswith(("act", "asked: act", "form")) and f"{found} ".find(f"{key.strip()}") >= 0
    if meant == "asked":
        return found.startswith(("asked", "refused", "form"))
    return found.startswith(meant[:-1]) if meant.endswith("…") else found == meant


@pytest.mark.parametrize(("line", "meant"), LINES, ids=lambda part: part[:40])
async def test_a_line_does_nothing_that_was_not_meant(stage: Stage, line: str, meant: str) -> None:
    found = gist(stage, stage.meaning(line))
    assert verdict(found, meant) != "wrong", found


async def test_few_lines_are_left_to_the_person(stage: Stage) -> None:
    found = [verdict(gist(stage, stage.meaning(line)), meant) for line, meant in LINES]
    assert found.count("asked") <= len(LINES) // 8, [
        line for line, one in zip(LINES, found, strict=True) if one == "asked"
    ]
