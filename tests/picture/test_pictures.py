"""The picture: what stands where, what it says in words, and what it costs."""

from __future__ import annotations

import pickle
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.core.group import GroupView, StreamView
from bot.core.i18n import speaking
from bot.dates.when import NO_DATE, When
from bot.exports.aside import painted_aside
from bot.picture.rules import Scale, sheets_of
from bot.picture.texts import pictures_of
from bot.plan.rules.anchors import Anchor
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.upcoming import Scope
from tests.stage import NOW, month, on

GROUP = GroupView(
    1, "T0", "IMG", "E-waste IMG", "Europe/Zurich", None, (StreamView("WS1", "Analysis"), StreamView("WS2"))
)
LONG = "Élaborer une proposition de partenariat & de coordination <renforcée> entre organismes " * 3


def item(number: int, when: When, streams: tuple[str, ...] = ("WS1",), title: str = "Paper") -> Item:
    return Item(number, f"WS1-D{number}", Kind.DELIVERABLE, title, when, Status.PLANNED, streams)


def five_years() -> list[Item]:
    chance, first = random.Random(1), date(2017, 10, 1)
    days = [first + timedelta(days=chance.randrange(5 * 365)) for _count in range(200)]
    whens = [(on(day.isoformat()), month(f"{day:%Y-%m}"), NO_DATE) for day in days]
    return [item(n, when[n % 3], (("WS1",), ("WS2",), ())[n % 3], LONG) for n, when in enumerate(whens)]


def test_what_belongs_to_several_streams_stands_in_the_groups_lane() -> None:
    items = [item(1, on("2018-01-05")), item(2, on("2018-01-04"), ("WS1", "WS2")), item(3, NO_DATE, ("WS2",))]
    [sheet] = sheets_of(items, GROUP, Scope())
    assert [(lane.label, [row.item.id for row in lane.rows]) for lane in sheet.lanes] == [
        ("WS1", [1]), ("WS2", [3]), ("IMG", [2]),
    ]  # fmt: skip


def test_a_long_plan_is_split_and_every_item_shown_once() -> None:
    sheets = sheets_of(five_years(), GROUP, Scope())
    assert [len(sheet.rows) for sheet in sheets] == [40] * 5
    assert sorted(row.item.id for sheet in sheets for row in sheet.rows) == list(range(200))


@given(st.dates(date(2017, 1, 1), date(2030, 1, 1)), st.dates(date(2017, 1, 1), date(2030, 1, 1)))
def test_later_days_never_stand_further_left(one: date, other: date) -> None:
    scale = Scale(date(2018, 1, 1), date(2022, 12, 31), 100, 1000)
    assert (scale.x(min(one, other)) <= scale.x(max(one, other))) and 100 <= scale.x(one) <= 1100


def test_a_drawing_is_well_formed_whatever_titles_hold() -> None:
    for drawing in pictures_of(five_years(), GROUP, Scope(), NOW):
        root = etree.fromstring(drawing.svg.encode())
        assert root.find("{*}title").text == drawing.spoken  # type: ignore[union-attr]
        assert "partenariat & de" in str(etree.tostring(root, method="text", encoding="unicode"))


def test_it_says_in_words_what_it_shows_in_both_languages() -> None:
    items = [item(1, month("2018-05")), item(2, on("2018-01-04"), ("WS2",))]
    [drawing] = pictures_of(items, GROUP, Scope(), NOW)
    assert drawing.spoken == (
        "Timeline of WS1 and WS2 from January 2018 to June 2018 with 2 items:"
        " WS1-D1, May 2018; WS1-D2, Thu 4 Jan 2018."
    )
    with speaking("fr"):
        [french] = pictures_of(items, GROUP, Scope(), NOW)
    assert "mai 2018" in french.spoken


def test_five_years_are_painted_in_half_a_second_and_sixty_megabytes() -> None:
    drawing = pictures_of(five_years(), GROUP, Scope(), NOW)[0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.process_time()
    assert painted_aside(drawing.svg).startswith(b"\x89PNG")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent <= 0.75 and time.process_time() - began <= 0.1  # half a second on a machine of its own


def test_the_process_that_paints_holds_sixty_megabytes() -> None:
    code = (
        "import pickle, re, sys; from bot.exports.aside import main; main();"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    )
    drawing = pictures_of(five_years(), GROUP, Scope(), NOW)[0]
    job = pickle.dumps(("paint", drawing.svg))
    done = subprocess.run([sys.executable, "-c", code], input=job, capture_output=True, check=True)
    assert int(done.stderr) <= 60_000


def test_dates_of_other_bodies_are_lines_with_their_names_and_are_told() -> None:
    meeting = Anchor(1, "24TH-SOM", "24th SOM <New York>", on("2018-09-24"))
    far = Anchor(2, "25TH-SOM", "25th SOM", on("2019-09-23"))
    items = [item(1, on("2018-05-02")), item(2, on("2018-10-01"))]
    [drawing] = pictures_of(items, GROUP, Scope(), NOW, anchors=[meeting, far])
    texts = [
        "".join(map(str, one.itertext())) for one in etree.fromstring(drawing.svg.encode()).iter("{*}text")
    ]
    assert [text for text in texts if "SOM" in text] == ["24th SOM <New York>, Mon 24 Sep 2018"]
    assert "24th SOM <New York>, Mon 24 Sep 2018; WS1-D1" in drawing.spoken
    [without] = pictures_of(items, GROUP, Scope(), NOW)
    assert drawing.svg.count("stroke-dasharray") == without.svg.count("stroke-dasharray") + 1
