"""``python -m tests.reading``: how well the plans of the corpus are read, against tables written by hand.

An item is *right* where its date, status and owner are as its table says, *asked* where a question names it,
*wrong* where neither; *lost* where no item has its title, and *invented* where no row has an item's.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import UserError
from bot.documents.draft import DraftItem, DraftPlan
from bot.documents.reading import read_plan

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS, UNSEEN = FIXTURES / "corpus", FIXTURES / "unseen"
GRADES = ("right", "asked", "wrong", "lost", "invented")


@dataclass(frozen=True)
class Expected:
    """A row of a golden table: ``precision start [end] [?]``, title, ``name=value …``.

    A ``?`` says that the item may be asked about all the same, a ``*`` that it may be missing.
    """

    when: str
    may_ask: bool
    may_miss: bool
    title: str
    more: dict[str, str]


def expected_of(path: Path) -> list[Expected]:
    """The golden table of a document."""
    rows = []
    for line in path.with_name(path.name + ".tsv").read_text().splitlines():
        when, title, *more = line.split("\t")
        pairs = re.findall(r"(\w+)=(.*?)(?=\s\w+=|$)", more[0]) if more else []
        rows.append(Expected(when.rstrip("?* "), when.endswith("?"), when.endswith("*"), title, dict(pairs)))
    return rows


def documents(*folders: Path) -> list[Path]:
    """The documents of the corpus, and those whose tables were written before their first reading."""
    return [
        path
        for folder in folders or (CORPUS, UNSEEN)
        for path in sorted(folder.iterdir())
        if path.with_name(path.name + ".tsv").is_file()
    ]


def grade(path: Path) -> tuple[Counter[str], list[str]]:
    """The counts of a document, and a line for each item that is not right."""
    wanted = expected_of(path)
    try:
        plan = read_plan(path.read_bytes(), path.name)
    except UserError as error:
        return Counter(lost=len(wanted)), [f"refused: {error.text}"]
    counts: Counter[str] = Counter()
    told: list[str] = []
    left = list(plan.items)
    for row in wanted:
        named = [item for item in left if _same(item.title, row.title)]
        item = min(named, key=lambda item: len(_differences(row, item)), default=None)
        if item is None:
            if not row.may_miss:
                counts["lost"] += 1
                told.append(f"lost: {row.title}")
            continue
        left.remove(item)
        differences = _differences(row, item)
        verdict = "right" if not differences else "asked" if is_asked(plan, item) else "wrong"
        counts[verdict] += 1
        if differences:
            told.append(f"{verdict}: {row.title}: {'; '.join(differences)}")
    counts["invented"] += len(left)
    told += [f"invented: {item.title} ({when_of(item)})" for item in left]
    return counts, told


def _same(title: str, wanted: str) -> bool:
    return title.casefold().startswith(wanted.casefold()) or wanted.casefold() in title.casefold()


def when_of(item: DraftItem) -> str:
    """The date of an item as the tables write it."""
    when = item.when
    return " ".join(filter(None, (when.precision.value, when.start, when.end)))


def is_asked(plan: DraftPlan, item: DraftItem) -> bool:
    """Whether a question about more than its kind names the item."""
    return any(
        item.key in question.keys and question.about not in {"kind", "dependency"}
        for question in plan.questions
    )


def _differences(row: Expected, item: DraftItem) -> list[str]:
    baseline = item.baseline.start if item.baseline is not None else ""
    found = {
        "status": item.status.value if item.status else "",
        "owner": item.owner or item.actor or "",
        "baseline": baseline or "",
        "kind": item.kind.value,
        "zone": item.when.zone or "",
    }
    told = [] if row.when == when_of(item) else [f"{row.when} read as {when_of(item)}"]
    told += [
        f"{name} {value} read as {found[name]}" for name, value in row.more.items() if found[name] != value
    ]
    return told


def main() -> int:
    """Print the counts; 1 where an item is wrong, lost or invented."""
    total: Counter[str] = Counter()
    for folder in (CORPUS, UNSEEN):
        found: Counter[str] = Counter()
        for path in documents(folder):
            counts, told = grade(path)
            found += counts
            print(f"{path.name:<20}", " ".join(f"{name} {counts[name]:>2}" for name in GRADES))
            for line in told:
                print("    ", line)
        total += found
        items = sum(found[name] for name in GRADES[:4]) or 1
        shares = " ".join(f"{name} {found[name]} ({100 * found[name] / items:.0f}%)" for name in GRADES)
        print(f"{folder.name + ', all':<20} {shares}\n")
    return int(any(total[name] for name in GRADES[2:]))


if __name__ == "__main__":
    sys.exit(main())
