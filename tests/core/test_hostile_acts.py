"""Every text field of every act, filled with what tries to get out of it; then everything is looked at."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.core.errors import UserError
from bot.core.plain_text import LONGEST_TEXT, clean
from bot.core.requests import Act
from bot.dates.texts import when_words
from bot.delivery.hooks import Post
from bot.delivery.tables import OutboxRow
from bot.documents.exporting import collect_plan
from bot.documents.writing import FORMATS
from bot.documents.writing.plan import Wording
from bot.features import create_work
from bot.groups.performing.roster import LONGEST_NAME
from bot.meetings.replies.acts import SendReply
from bot.plan.acts import AddItem, Cancel, EditItem
from bot.plan.texts.naming import status_words
from bot.privacy.acts import AgreeToErase
from bot.proposals.acts import Accept
from bot.reminders.plan_hooks import PlanHooks
from bot.sandbox.block_rules import problems
from bot.store.database import Database
from bot.talk.answers import build_error
from tests.core.declared import DOERS
from tests.core.examples import EXAMPLES
from tests.core.requests_listed import FORMS, LOOKS, ONCE, WITHOUT_GROUP
from tests.hostile import HUGE, INVISIBLE, TEXTS, escaped_from
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, OBSERVER, Stage, at, new_stage

ENDING = (Cancel, Accept, AgreeToErase, *ONCE)
# What names something that is known, and is refused if it is not: no text of anybody's.
NAMES = {
    "streams", "key", "zone", "start", "end", "anchor", "user", "stream", "agency", "level", "language",
    "channel", "label", "scope", "mail", "guest", "rule", "stand_in", "quiet_hours", "kind",
}  # fmt: skip
"""Fields of acts that are of the type of texts, and yet no free text."""
FREE = ("title", "notes", "venue", "link", "actor", "recipient", "forum", "purpose", "agenda", "owner")


def spoiled(value: Any, text: str) -> Any:  # noqa: ANN401 - any field's value
    """The same with every free text in it replaced."""
    if isinstance(value, Act) or (is_dataclass(value) and not isinstance(value, type)):
        given: dict[str, Any] = {}
        for one in fields(value):
            old = getattr(value, one.name)
            if one.name not in NAMES and one.init and one.name != "basis":
                given[one.name] = text if _is_free(one, old) else spoiled(old, text)
        return replace(value, **given)
    return value


def _is_free(one: Any, old: Any) -> bool:  # noqa: ANN401 - a dataclass field
    kind = str(one.type)
    return kind.startswith("str") and (old is None or type(old) is str)


def with_text(act: Act, text: str) -> list[Act]:
    """An act with the text in each field that takes one."""
    if isinstance(act, EditItem):
        values: dict[str, Any] = {name: [text] if name == "agenda" else text for name in FREE}
        return [replace(act, fields={name: value}, basis=None) for name, value in values.items()]
    return [replace(spoiled(act, text), basis=None)]


def takes_text(kind: type[Act]) -> bool:
    """Whether an act has a field for what people write."""
    free = [one for one in fields(kind) if one.name not in NAMES]
    return kind is EditItem or any(str(one.type).startswith("str") for one in free)


def check(text: str, blocks: Any) -> None:  # noqa: ANN401 - blocks
    assert escaped_from(text, blocks) == []


def check_all(stage: Stage, now: Any) -> None:  # noqa: ANN401 - an instant
    """Everything that can be seen of the group, by whoever may see it."""
    for look in LOOKS:
        for user, shared in ((COORDINATOR, False), (MEMBER, False), (OBSERVER, True)):
            if type(look) not in stage.work.registry.looks:
                continue
            try:
                shown = stage.look(look, stage.as_(user), now, shared=shared)  # type: ignore[arg-type]
            except (UserError, AssertionError, KeyError):
                continue
            check(shown.text, shown.blocks)
            assert problems(shown.blocks) == []
    for form in FORMS:
        with stage.looking(stage.as_(COORDINATOR), now) as looking:
            try:
                view = stage.work.registry.forms[type(form)].build(form, looking)
            except UserError:
                continue
            check("", view)
    hooks = PlanHooks(stage.work, "/img")
    with stage.database.reading() as session:
        # What was skipped or lost holds no facts in the examples.
        for row in session.query(OutboxRow).where(OutboxRow.state == "pending").all():
            decision = hooks.prepare(session, row, row.due_at)
            if isinstance(decision, Post):
                check(decision.text, list(decision.blocks or ()))


@pytest.fixture
def anew(sqlite_url: str) -> Iterator[Callable[[], Stage]]:
    """Makes a new group with the built-in plan, each in a database of its own."""
    first, kept, made = new_stage(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///")), list[Stage]()
    first.import_plan(start=True)
    first.database.close()

    def make() -> Stage:
        copy = shutil.copyfile(kept, kept.with_suffix(f".{len(made)}"))
        made.append(Stage(create_work(Database(f"sqlite:///{copy}")), 1))
        return made[-1]

    yield make
    for stage in made:
        stage.database.close()


def _try(lite: Stage, kind: type[Act], text: str, done: set[type[Act]]) -> bool:
    """Do an act with a hostile text in each of its fields; returns whether any of that was done."""
    doer = DOERS.get(kind, COORDINATOR)
    try:
        acts = list(with_text(EXAMPLES[kind].build(lite), text))
    except UserError:
        return False
    for hostile in acts:
        try:
            result = lite.do(hostile, lite.as_(doer))
        except UserError as error:
            refused = build_error(error, lambda _request: "", 1)
            check(refused.text, refused.blocks)
            continue
        done.add(kind)
        told = lite.work.registry.acts[kind].told(result, lite.as_(doer).reader)
        check(told.text, told.blocks)
    return kind in done


# What ends an item comes last, and a reply before other people are invited.
TAKING = sorted(filter(takes_text, EXAMPLES), key=lambda kind: (kind is not SendReply, kind in ENDING))
EACH = int(os.environ.get("HOSTILE", "3"))
"""How many of the texts each act is tried with; `make hostile` tries all."""


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_any_act_gets_out_of_its_place(
    anew: Callable[[], Stage], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    lite, place = anew(), list(TEXTS).index(name)
    tried = [kind for number, kind in enumerate(TAKING) if (number + place * EACH) % len(TEXTS) < EACH]
    done: set[type[Act]] = set()
    for kind in tried:
        if not _try(lite, kind, TEXTS[name], done):
            # What was done before stood in its way.
            check_all(lite, NOW)
            lite = anew()
            _try(lite, kind, TEXTS[name], done)
    # What is longer than a name or a note may be is refused in words, see `_try`.
    if len(TEXTS[name]) <= LONGEST_NAME:
        assert set(tried) - done - WITHOUT_GROUP == set()
    check_all(lite, NOW)
    assert TEXTS[name][:20] not in caplog.text


def test_what_looks_on_the_way_out_is_looked_at_weeks_later_too(lite: Stage) -> None:
    for name, text in TEXTS.items():
        lite.do(
            AddItem(lite.item("WS1-D1").kind, f"{text} {name}", ("WS1",), notes=text), lite.as_(LEAD1), NOW
        )
    check_all(lite, at("2018-02-05"))
    plan = collect_plan(lite.work, lite.cli(), NOW)
    for form in FORMATS:
        for text in _texts_of(FORMATS[form](plan, Wording(when_words, status_words))):
            assert not set(text) & {"\x1b", "\x9b", "\x00", "\u202e", "\x07"}, form


def _texts_of(file: bytes) -> list[str]:
    """The texts of an exported file: those of the parts of a package, none of a picture."""
    if file.startswith(b"\x89PNG"):
        return []
    if not file.startswith(b"PK"):
        return [file.decode()]
    with ZipFile(BytesIO(file)) as package:
        return [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]


@pytest.mark.parametrize("title", INVISIBLE, ids=ascii)
def test_a_title_of_which_nothing_is_seen_is_none(lite: Stage, title: str) -> None:
    assert clean(title).strip() == ""
    for act in (
        AddItem(lite.item("WS1-D1").kind, title, ("WS1",)),
        EditItem(lite.item("WS1-D1").id, {"title": title}),
    ):
        with pytest.raises(UserError, match="needs a title"):
            lite.do(act, lite.as_(COORDINATOR))


def test_a_text_without_end_is_refused_with_its_length(anew: Callable[[], Stage]) -> None:
    for kind in filter(takes_text, EXAMPLES):
        lite = anew()
        for hostile in with_text(EXAMPLES[kind].build(lite), HUGE):
            with pytest.raises(UserError, match="100000 characters"):
                lite.do(hostile, lite.as_(DOERS.get(kind, COORDINATOR)))
    assert len(HUGE) > LONGEST_TEXT


STAYS = (
    "Réunion à Genève",
    "عربى",
    "עברית",
    "👩‍👩‍👧‍👦",
    "a\nb\tc",
    "می‌خواهم",
    "日本語",
    "x\u200fy",
    "3 €",
)


@pytest.mark.parametrize("text", STAYS)
def test_what_people_really_write_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
