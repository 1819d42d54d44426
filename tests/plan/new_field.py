"""Run by `test_item_fields` beside a copy of the bot whose items have one field more: what knows of it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import bot.tables
from bot.core.perform import perform
from bot.core.registry import Looking
from bot.core.requests import Look
from bot.dates.texts import when_words
from bot.documents.differences import StoredItem, comparable, compare
from bot.documents.draft import DraftItem
from bot.documents.exporting import collect_plan
from bot.documents.writing.as_csv import write_csv
from bot.documents.writing.as_json import write_json
from bot.documents.writing.plan import Wording
from bot.features import create_work
from bot.groups.arrivals import command_line
from bot.groups.setup import Setup, set_up_group
from bot.plan.acts import AddItem, EditItem
from bot.plan.looks import EditForm, History, Show
from bot.plan.rules.items import Kind
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import status_words
from bot.store.database import Database
from bot.talk.conversation import Conversation
from bot.talk.understand import understand

NOW = datetime(2017, 10, 2, 8, tzinfo=UTC)
work = create_work(Database("sqlite:///new.db"))
bot.tables.Base.metadata.create_all(work.database.engine)
set_up_group(work, Setup(team="T0", label="IMG", name="IMG", channel="C0", coordinators=("U0",)), NOW)
cli = command_line(work, 1)
perform(AddItem(Kind.MEETING, "1st IMG", ordinal=1), cli, NOW, work)
conversation = Conversation(work, "/img", lambda: NOW)
with work.database.reading() as session:
    snapshot = work.snapshot(session, 1)
    caller = cli.before(snapshot.facts)
    looking = Looking(snapshot, caller, NOW, session, work.registry)
    view = work.registry.forms[EditForm].build(EditForm(1), looking)
print("form:", *(block["block_id"] for block in view["blocks"] if block["type"] == "input"))
act = EditItem(1, {"host": "UNITAR"})
meaning = understand(conversation.line(caller, snapshot, "edit img-m1 host UNITAR"))
assert isinstance(meaning, EditItem)
print("words:", list(meaning.fields))
print("sentence:", work.registry.label(act, snapshot, None))
done = perform(meaning, cli, NOW, work)
print("told:", work.registry.acts[EditItem].told(done, None).blocks[0]["text"]["text"])
with work.database.reading() as session:
    snapshot = work.snapshot(session, 1)
    looking = Looking(snapshot, cli.before(snapshot.facts), NOW, session, work.registry)
    looks: tuple[Look, ...] = (Show(1), History(1))
    shown = [work.registry.looks[type(look)].show(look, looking) for look in looks]
card, history = (
    "\n".join(block["text"]["text"] for block in one.blocks if block["type"] == "section") for one in shown
)
print("card:", next(line for line in card.splitlines() if "UNITAR" in line))
print("history:", next(part for part in history.split(" · ") if "UNITAR" in part).splitlines()[0])
item = snapshot[Plan].by_key["IMG-M1"]


def draft(host: str) -> DraftItem:
    """What a document says of the meeting."""
    said: dict[str, Any] = {"host": host}
    return DraftItem(key="IMG-M1", kind=Kind.MEETING, title="1st IMG", when=item.when, ordinal=1, **said)


stored = StoredItem("IMG-M1", comparable(draft("UNITAR")), comparable(draft("UNITAR")), True)
print("compared:", dict(compare([stored], [draft("ITU")])[0].fields))
plan = collect_plan(work, cli, NOW)
wording = Wording(when_words, status_words)
rows = list(csv.DictReader(io.StringIO(write_csv(plan, wording).decode("utf-8-sig"))))
print("csv:", rows[0]["host"])
print("json:", json.loads(write_json(plan, wording))["items"][0]["host"])
