"""Files of the plan: read back by the importer, opened in LibreOffice, sent into the conversation."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.core.errors import UserError
from bot.documents.reading import read_plan
from bot.documents.writing.plan import PlanExport
from bot.exports.acts import Editions, Export, PublishPlan, Timeline
from bot.exports.aside import made_aside, painted_aside
from bot.exports.formats import FORMATS
from bot.plan.acts import AddItem, Cancel
from bot.plan.rules.items import Kind, Status
from tests.documents.writing.samples import PLAN, WORDING
from tests.stage import COORDINATOR, MEMBER, OBSERVER, Stage, exact, month

HOSTILE = ('=HYPERLINK("http://x")', "x;=1+1", "x\t@SUM(A1)", "x\n=1+1", "'=1", "+1,=2", "-3", "@x", "＝1")


def hostile_plan() -> PlanExport:
    items = tuple(
        replace(one, item=replace(one.item, id=n, key=f"WS1-D{n}", title=title, agenda=()))
        for n, title in enumerate(HOSTILE, start=1)
        for one in PLAN.items[1:2]
    )
    return replace(PLAN, items=items)


def in_libreoffice(data: bytes, suffix: str, folder: Path, separator: str = "") -> list[list[str]]:
    """The cells of a file as LibreOffice computes them, formulas as formulas."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: `make outside` installs it")
    source = folder / f"plan.{suffix}"
    source.write_bytes(data)
    options = [f"--infilter=CSV:{separator},34,76,1"] if separator else []
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/home", *options]
    # Filter option 6 of the output: cells as formulas where they are some.
    output = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true"
    done = subprocess.run(
        [*command, "--convert-to", output, "--outdir", str(folder / "out"), str(source)],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    text = (folder / "out" / "plan.csv").read_text()
    assert text, done.stderr
    return list(csv.reader(StringIO(text)))


@pytest.mark.parametrize(("suffix", "separator"), [("xlsx", ""), ("csv", "44"), ("csv", "59"), ("csv", "9")])
def test_libreoffice_finds_no_formula_in_a_title(suffix: str, separator: str, tmp_path: Path) -> None:
    cells = in_libreoffice(FORMATS[suffix](hostile_plan(), WORDING), suffix, tmp_path, separator)
    if suffix == "xlsx":
        assert [row[3] for row in cells[1:]] == list(HOSTILE)  # as texts, whatever they look like
    else:
        assert not [cell for row in cells for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_workbook_holds_real_days_beside_the_precision() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(FORMATS["xlsx"](PLAN, WORDING)))
    sheet = book.get_sheet_by_index(0).to_python()
    head, meeting, period, undated = sheet
    at = {name: column for column, name in enumerate(head)}
    assert meeting[at["first_day"]] == meeting[at["last_day"]] == datetime(2017, 10, 5).date()  # noqa: DTZ001
    assert (period[at["precision"]], period[at["last_day"]]) == ("month", datetime(2018, 5, 31).date())  # noqa: DTZ001
    assert undated[at["first_day"]] == ""


@pytest.mark.parametrize("form", ["xlsx", "html", "docx"])
def test_a_file_reads_back_key_by_key(form: str) -> None:
    plan = read_plan(FORMATS[form](PLAN, WORDING), f"plan.{form}", label="IMG", streams=("WS1", "WS2"))
    found = {item.title: item for item in plan.items}
    assert set(found) == {one.item.title for one in PLAN.items}
    for one in PLAN.items:
        item, read = one.item, found[one.item.title]
        assert (read.when.precision, read.when.start) == (item.when.precision, item.when.start)
        if form != "docx":
            assert (read.key, read.status, read.agenda) == (item.key, item.status, item.agenda)


def test_every_format_is_made_in_a_process_of_its_own() -> None:
    for form, start in {"docx": b"PK", "png": b"\x89PNG", "svg": b"<svg", "ics": b"BEGIN:VCALENDAR"}.items():
        assert made_aside(form, PLAN).startswith(start)
    with pytest.raises(UserError, match="could not be made"):
        painted_aside("no picture")


def test_bare_export_offers_each_format(lite: Stage) -> None:
    shown = lite.look(Export(), lite.as_(MEMBER))
    labels = [e["text"]["text"] for b in shown.blocks if b["type"] == "actions" for e in b["elements"]]
    assert len(labels) == len(FORMATS)
    with pytest.raises(UserError, match="I can write json"):
        lite.look(Export("pdf"), lite.as_(MEMBER))
    with pytest.raises(UserError, match="open to its members"):
        lite.look(Export("csv"), lite.as_(OBSERVER, None))


def test_an_edition_keeps_the_plan_and_tells_what_is_new(lite: Stage) -> None:
    def publish(name: str) -> Any:  # noqa: ANN401
        return lite.do(PublishPlan(name), lite.as_(COORDINATOR)).result

    first = publish("for the 5th IMG")
    assert (first.number, first.changes) == (1, ())
    lite.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20"))
    lite.set_status(COORDINATOR, "WS1-D1", Status.DONE)
    lite.do(Cancel(lite.item("WS2-D1").id), lite.as_(COORDINATOR))
    lite.do(AddItem(Kind.DELIVERABLE, "A new paper", ("WS1",), month("2018-08")), lite.as_(COORDINATOR))
    second = publish("for the 6th IMG")
    assert {(one.change, one.item.key) for one in second.changes} == {
        ("moved", "WS1-M1"), ("done", "WS1-D1"), ("dropped", "WS2-D1"), ("added", "WS1-D4"),
    }  # fmt: skip
    told = [row for row in lite.notices() if row.key.startswith("shared:")]
    assert [row.payload["text"].split(":")[0] for row in told][
        -1
    ] == "Edition 2 of the workplan of E-waste IMG"
    old = lite.look(Editions(1), lite.as_(MEMBER)).text
    assert "It is the first edition." in old and "November 2017 → Mon 20 Nov 2017" in old
    with pytest.raises(UserError, match="no edition 3"):
        lite.look(Editions(3), lite.as_(MEMBER))
    shown: Any = lite.look(Export("csv", 1), lite.as_(MEMBER))
    rows = list(csv.DictReader(StringIO(shown.files[0].make().decode("utf-8-sig"))))
    assert {row["key"]: row["start"] for row in rows}["WS1-M1"] == "2017-11"


@pytest.mark.parametrize("name", ["", "   "])
def test_an_edition_needs_a_name(lite: Stage, name: str) -> None:
    with pytest.raises(UserError, match="needs a name"):
        lite.do(PublishPlan(name), lite.as_(COORDINATOR))


def test_a_timeline_says_in_words_what_it_shows(lite: Stage) -> None:
    shown: Any = lite.look(Timeline(), lite.as_(MEMBER))
    [picture] = shown.files
    assert picture.spoken.startswith("Timeline of WS1, WS2, and IMG from October 2017 to September 2018 with")
    assert "WS1-M1, November 2017" in picture.spoken
    assert picture.make().startswith(b"\x89PNG")
