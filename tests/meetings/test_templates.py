"""The group's own Word templates of minutes and plan: dropped, taken out of use, brought back."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from docx import Document

from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.i18n import speaking
from bot.core.kinds import Dropped
from bot.dates.texts import when_words
from bot.documents.exporting import collect_from
from bot.documents.writing import FORMATS
from bot.documents.writing.plan import Wording
from bot.documents.writing.word_template import build_plan_template, check_plan_template
from bot.meetings.minutes.filing import write_minutes
from bot.meetings.templates import showing
from bot.meetings.templates.acts import TemplateFile, Templates, UseShipped
from bot.meetings.templates.performing import keep_template
from bot.meetings.templates.store import own_template
from bot.plan.texts.naming import status_words
from bot.slack.message import Message
from tests.meetings.rig import Rig
from tests.meetings.talking import text_of
from tests.stage import COORDINATOR, LEAD1, MEMBER, Stage


def word(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def texts_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def drop(rig: Rig, user: str, words: str, data: bytes, name: str = "own.docx") -> Message | None:
    """Somebody drops a file, with words beside it."""
    file = Dropped(name, data, words)
    with rig.stage.looking(rig.stage.as_(user), rig.now) as looking:
        kind = showing.find(file, looking)
    if kind is None:
        return None
    return showing.take(rig.stage.work, rig.stage.as_(user), file, kind, rig.now)


def minutes(rig: Rig) -> str:
    item = rig.stage.item("WS1-M2")
    return texts_of(write_minutes(rig.stage.work, rig.stage.as_(COORDINATOR), item, "docx", rig.now)[1])


def plan(rig: Rig, **changed: object) -> str:
    with rig.stage.database.reading() as session:
        export = collect_from(session, rig.stage.as_(COORDINATOR), rig.now, with_original=True)
    return texts_of(FORMATS["docx"](replace(export, **changed), Wording(when_words, status_words)))  # type: ignore[arg-type]


def own(stage: Stage, kind: str = "minutes") -> str | None:
    with stage.database.reading() as session:
        found = own_template(session, stage.group_id, kind)
        return found.name if found is not None else None


def test_a_dropped_template_is_used_until_the_one_that_ships_is_taken_again(rig: Rig) -> None:
    told = drop(rig, COORDINATOR, "minutes template", word("{{ key }}: our own"))
    assert told is not None and told.text == ("✔ Minutes: “own.docx” is the template from now on.")
    assert minutes(rig).strip() == "WS1-M2: our own"
    listed = rig.say(LEAD1, "templates")
    assert "*Minutes:* the group's own, “own.docx”" in listed.all and "the one that ships" in listed.all
    assert "Use the one that ships" not in listed.labels
    again = rig.press(COORDINATOR, rig.say(COORDINATOR, "minutes template"), "Use the one that ships")
    assert again.text == "✔ Minutes: the template that ships is used again."
    assert "Minutes: 2nd WS1 Team Meeting" in minutes(rig)
    assert "Taken back. Minutes: the template is as it was." in rig.press(COORDINATOR, again, "Undo").all
    assert minutes(rig).strip() == "WS1-M2: our own"


def test_by_words_and_what_was_dropped_before_comes_back_with_undo(rig: Rig) -> None:
    drop(rig, COORDINATOR, "minutes template", word("{{ key }}: first"), "first.docx")
    drop(rig, COORDINATOR, "minutes template", word("{{ key }}: second"), "second.docx")
    assert minutes(rig).strip() == "WS1-M2: second"
    rig.say(COORDINATOR, "undo")
    assert minutes(rig).strip() == "WS1-M2: first"
    assert "that ships is used again" in rig.told(COORDINATOR, "templates minutes reset")
    assert "that ships is used already" in rig.told(COORDINATOR, "minutes template reset")
    assert own(rig.stage) is None


def test_who_does_not_coordinate_sees_them_and_changes_none(rig: Rig) -> None:
    drop(rig, COORDINATOR, "minutes template", word("{{ key }}"))
    for user in (LEAD1, MEMBER):
        with pytest.raises(UserError, match="You cannot change"):
            drop(rig, user, "minutes template", word("{{ key }}"), "other.docx")
        assert "You cannot" in rig.told(user, "templates minutes reset")
    assert own(rig.stage) == "own.docx"


@pytest.mark.parametrize(
    ("words", "text", "told"),
    [
        ("minutes template", "{{ titel }}", "names the field “titel”"),
        ("plan template", "{{ grupo }}", "names the field “grupo”"),
        ("plan template", "{% for one in months %}{{ one.moon }}{% endfor %}", "names the field “moon”"),
        ("modèle plan", "{% for %}", "cannot be read"),
    ],
)
def test_a_wrong_field_is_refused_with_its_name_and_nothing_is_kept(
    rig: Rig, words: str, text: str, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        drop(rig, COORDINATOR, words, word(text))
    assert own(rig.stage) is None and own(rig.stage, "plan") is None


def test_the_plan_is_written_in_the_group_s_own_template(rig: Rig) -> None:
    item = "{{ one.key }} {{ one.when }} {{ one.status }}{{ one.change }}"
    month = ("{{ month.name }}", "{%p for one in month.rows %}", item, "{%p endfor %}")
    form = word("{{ group }}", "{%p for month in months %}", *month, "{%p endfor %}")
    assert "IMG-M6" not in plan(rig).split("Comments")[0]
    drop(rig, COORDINATOR, "plan template", form)
    lines = plan(rig, marks={"IMG-M6": " (new)"}).split("\n")
    assert lines[0] == "E-waste IMG"
    assert lines[lines.index("December 2017") + 1] == "IMG-M6 December 2017 no date yet (new)"
    rig.say(COORDINATOR, "templates plan reset")
    assert "DECEMBER 2017" in plan(rig) and "IMG-M6 December 2017" not in plan(rig)


def test_the_one_that_ships_for_the_plan_holds_all_of_it(rig: Rig) -> None:
    check_plan_template(build_plan_template())
    shown = plan(rig, template=build_plan_template())
    for key in ("IMG-M6", "WS1-D1", "IMG-D4"):
        assert f"({key})" in shown
    assert "{" not in shown


def test_a_template_comes_as_a_file_to_begin_with(rig: Rig) -> None:
    with rig.stage.looking(rig.stage.as_(MEMBER), rig.now) as looking:
        [file] = showing.show_file(TemplateFile("minutes"), looking).files
    assert file.name == "minutes-template.docx" and "{{ title }}" in texts_of(file.make())
    drop(rig, COORDINATOR, "minutes template", word("{{ key }} mine"))
    with rig.stage.looking(rig.stage.as_(MEMBER), rig.now) as looking:
        [file] = showing.show_file(TemplateFile("minutes"), looking).files
    assert file.name == "own.docx" and texts_of(file.make()) == "{{ key }} mine"


def test_a_stale_button_and_two_at_once_leave_one_state(both: Rig) -> None:
    stage = both.stage
    keep_template(stage.work, stage.as_(COORDINATOR), "minutes", "own.docx", word("{{ key }}"), both.now)
    act = UseShipped("minutes")
    callers = [stage.as_(COORDINATOR), stage.as_(COORDINATOR)]

    def do(caller: Caller) -> bool:
        return bool(stage.do(act, caller, both.now).result.is_same)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(do, callers)) == [False, True]
    assert own(stage) is None
    with pytest.raises(UserError, match="There are templates of: minutes, plan"):
        stage.do(UseShipped("letters"), stage.as_(COORDINATOR), both.now)


def test_it_is_said_in_french(rig: Rig) -> None:
    drop(rig, COORDINATOR, "minutes template", word("{{ key }}"))
    with speaking("fr"), rig.stage.looking(rig.stage.as_(COORDINATOR), rig.now) as looking:
        shown = text_of(showing.show_templates(Templates(), looking))
    assert "Modèles" in shown and "Utiliser le modèle fourni" in shown
