"""The table of fields: what derives from it, and that a new field is one line of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.errors import UserError
from bot.core.undo_acts import Undo
from bot.plan import fields
from bot.plan.acts import EditItem
from bot.plan.looks import EditForm
from bot.plan.rules.agenda_points import kept_points
from bot.plan.rules.item_fields import FIELDS
from bot.plan.store import plans
from bot.plan.tables import AgendaPoint
from tests.stage import COORDINATOR, Stage

ROOT = Path(__file__).resolve().parents[2]
# What a new field takes: its line in the table, its column, its attribute. The revision of the schema is left
# out, since the database of the test is made from the tables.
NEW_FIELD = {
    "bot/plan/rules/item_fields.py": (
        '    _text("forum",',
        '    _text("host", N_("hosted by"), N_("Hosted by"), MEETINGS),\n',
    ),
    "bot/plan/tables.py": ("    forum: Mapped[", "    host: Mapped[str | None]\n"),
    "bot/plan/rules/items.py": ("    forum: str", "    host: str | None = None\n"),
    # Documents say it, too.
    "bot/documents/draft.py": ("    forum: str", "    host: str | None = None\n"),
}
IN_DRAFT = ('            "forum": self.forum,\n', '            "host": self.host,\n')


def test_every_field_of_the_table_is_read_from_a_row(lite: Stage) -> None:
    with lite.database.reading() as session:
        row = plans.row_by_key(session, lite.group_id, "IMG-M5")
        assert row is not None
        values = {field.name: fields.value_of(session, row, field.name) for field in FIELDS}
    assert values["title"] == lite.item("IMG-M5").title
    assert values["agenda"] == list(lite.item("IMG-M5").agenda) != []


@pytest.mark.parametrize(("key", "name"), [("WS1-D1", "venue"), ("IMG-M5", "forum"), ("WS1-D1", "agenda")])
def test_an_item_gets_no_field_of_another_kind(lite: Stage, key: str, name: str) -> None:
    value = ["A point"] if name == "agenda" else "Room 3"
    with pytest.raises(UserError, match="has no field") as refused:
        lite.edit(COORDINATOR, key, {name: value})
    assert refused.value.offers == (EditForm(lite.item(key).id),)


def test_a_new_field_is_one_line_of_the_table(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", "demo"))
    for path, (before, line) in NEW_FIELD.items():
        file = tmp_path / path
        text = file.read_text()
        assert text.count(before) == 1
        text = text.replace(before, line + before)
        if path.endswith("draft.py"):
            text = text.replace(IN_DRAFT[0], IN_DRAFT[0] + IN_DRAFT[1])
        file.write_text(text)
    script = Path(__file__).with_name("new_field.py").read_text()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "form: title owner format venue link agenda host notes needs tentative",
        "words: ['host']",
        "sentence: change hosted by of IMG-M1 “1st IMG” to “UNITAR”",
        "told: ✔ IMG-M1 *1st IMG* is changed: hosted by: UNITAR",
        "card: *Hosted by:* UNITAR",
        "history: hosted by: UNITAR",
        "compared: {'host': ('UNITAR', 'ITU')}",
        "csv: UNITAR",
        "json: UNITAR",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("a b c", "a b c", [0, 1, 2]),
        ("a b c", "a B c", [0, 1, 2]),
        ("a b c", "c a b", [2, 0, 1]),
        ("a b c", "a c", [0, 2]),
        ("a c", "a b c", [0, None, 1]),
        ("a b", "A B", [0, 1]),
        ("a b c", "c B a", [2, None, 0]),
        ("a a", "a", [0]),
        ("a", "a a", [0, None]),
        ("", "a", [None]),
        ("a b", "x", [0]),
    ],
)
def test_points_of_an_agenda_are_recognised(old: str, new: str, kept: list[int | None]) -> None:
    assert kept_points(old.split(), new.split()) == kept


def test_a_point_keeps_its_id_when_its_text_changes_and_comes_back(lite: Stage) -> None:
    item = lite.item("IMG-M5")
    before = _points(lite, item.id)
    changed = ["Another first point", *item.agenda[1:]]
    done = lite.do(EditItem.of(item, {"agenda": changed}), lite.as_(COORDINATOR))
    assert list(_points(lite, item.id)) == list(before)
    assert list(_points(lite, item.id).values()) == changed
    lite.do(Undo(done.act_id), lite.as_(COORDINATOR))
    assert _points(lite, item.id) == before


def _points(stage: Stage, item_id: int) -> dict[int, str]:
    """The texts of an item's points by id, in order."""
    with stage.database.reading() as session:
        rows = session.query(AgendaPoint).filter_by(item_id=item_id).order_by(AgendaPoint.position)
        return {row.id: row.text for row in rows}
