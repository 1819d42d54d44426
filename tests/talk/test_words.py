"""The words people type, each in loose forms: `said` lines, what the answer holds, what it must not hold."""

from __future__ import annotations

import re

import pytest

from tests.talk.stage import APOLOGY, GROUP, MEMBER, SECRETARIAT, WS1_LEAD, Shown, Stage

LOOKING = [
    (("next", "Next?", "what's next", "upcoming", "please, what is next"), "WS1-M1", "“"),
    (("next ws1", "ws1", "next WS1 please", "work stream 1", "IMG/next ws1"), "Next in WS1", "WS2-M1"),
    (("next ws1 meeting", "when is the next ws1 meeting?", "ws1 meetings"), "WS1-M2", "WS1-D1"),
    (("next 1", "1 next", "next 1 item"), "WS1-M1", "WS2-M1 "),
    (("next december", "december", "what is due in December 2017?", "IMG/next dec"), "IMG-M6", "WS1-M1"),
    (("week", "this week", "what's next this week"), "Next this week", "IMG-M6"),
    (("today", "what is due today?", "next today"), "Next today", "IMG-M6"),
    (("month", "this month", "november"), "in November 2017", "IMG-M6"),
    (("next img", "img", "next plenary", "plenaries", "IMG"), "IMG-M6", "WS1-M1"),
    (("mine", "next mine", "my items", "next for me"), "IMG-M6", "WS1-M1"),
    (("plan", "Plan!", "workplan", "list", "whole plan"), "16 items", "·  ·"),
    (("plan ws2", "ws2 plan", "plan for WS2"), "WS2-D1", "WS1-D1"),
    # A meeting that is over waits to be called held: nobody is late with it.
    (
        ("plan overdue", "overdue", "what is overdue?", "next overdue", "late"),
        "The plan shows nothing overdue",
        "IMG-M5",
    ),
    (("plan undated", "undated", "unscheduled"), "IMG-M6", "WS1-D1"),
    (
        (
            "show ws1-m2",
            "WS1-M2",
            "ws1 m2",
            "WS1.M2",
            "show 2nd ws1 meeting",
            "IMG/ws1-m2",
            "ws1m2",
            "status ws1-m2",
        ),
        "WS1-M2",
        "?",
    ),
    (("when is ws1-m2 due?", "who leads ws1-m2?", "who is responsible for WS1-M2"), "*Owner:*", "?"),
    (("img6", "6th img", "show IMG-M6", "the 6th IMG meeting", "sixth img"), "IMG-M6", "?"),
    (("show next ws1", "show next meeting of ws1"), "WS1-M1", "?"),
    (("knowledge platform", "show platform", "details adding to the knowledge platform"), "WS2-D1", "?"),
    # history, who, me, status
    (("history ws1-m2", "ws1-m2 history", "log ws1 m2", "changes of ws1-m2"), "History of WS1-M2", "?"),
    (("who", "Who?", "roles", "who is who"), "Coordinator", "?"),
    (("who ws1", "who leads ws1?", "leads ws1", "WS1 who"), f"<@{WS1_LEAD}>", "Coordinator"),
    (("me", "Me", "me please"), "What concerns you", "?"),
    (("status", "progress", "status?", "what is the status"), "Group-wide 🟢 on track", "off track"),
    (("status ws1", "ws1 status", "how is the status of ws1"), "on track", "WS2"),
    # reminders, help
    (("reminders", "Reminders?", "notices", "reminders 30d"), "in the next 30 days", "?"),
    (("reminders 2 weeks", "reminders 14d", "reminders for 14 days"), "in the next 14 days", "at most"),
    (("help", "?", "commands"), "What you can say", "“"),
    (("help schedule", "help date", "usage schedule", "help scheduel"), "schedule", "What you can say"),
    (("", "   ", "hello", "thanks!", "please"), "what would you like to know", "“"),
]


@pytest.mark.parametrize(("lines", "holds", "holds_not"), LOOKING, ids=lambda value: str(value)[:40])
async def test_looking(stage: Stage, lines: tuple[str, ...], holds: str, holds_not: str) -> None:
    for line in lines:
        said = await stage.told(SECRETARIAT, line)
        assert holds in said, f"{line!r}: {said.text}"
        assert holds_not not in said.text, f"{line!r}: {said.text}"
        assert APOLOGY not in said
    assert stage.changes() == 0


CHANGING = [
    # the line, the key, its column, the value afterwards
    ("done ws1-d1", "WS1-D1", "status", "done"),
    ("ws1-d1 done", "WS1-D1", "status", "done"),
    ("WS1.D1: finished!", "WS1-D1", "status", "done"),
    ("finished ws1 d1", "WS1-D1", "status", "done"),
    ("ws1-d1, completed", "WS1-D1", "status", "done"),
    ("IMG/ws1-d1 done", "WS1-D1", "status", "done"),
    ("done IMG/WS1-D1", "WS1-D1", "status", "done"),
    ("programme analysis is done", "WS1-D1", "status", "done"),
    ("update ws1-d1 at-risk", "WS1-D1", "status", "at-risk"),
    ("ws1-d1 at risk", "WS1-D1", "status", "at-risk"),
    ("amber ws1-d1", "WS1-D1", "status", "at-risk"),
    ("delayed ws1-d1", "WS1-D1", "status", "at-risk"),
    ("mark WS1-D1 as late", "WS1-D1", "status", "at-risk"),
    ("ws1-d1 🟡", "WS1-D1", "status", "at-risk"),
    ("ws1-d1 red", "WS1-D1", "status", "off-track"),
    ("update WS1-D1 blocked", "WS1-D1", "status", "off-track"),
    ("set ws1-d1 to off track", "WS1-D1", "status", "off-track"),
    ("green ws1-d1", "WS1-D1", "status", "on-track"),
    ("ws1-d1 ok", "WS1-D1", "status", "on-track"),
    ("update ws1-d1 on track", "WS1-D1", "status", "on-track"),
    ("update ws1-d1 dropped", "WS1-D1", "status", "dropped"),
    ("done img5", "IMG-M5", "status", "held"),
    ("5th img held", "IMG-M5", "status", "held"),
    ("held IMG-M5", "IMG-M5", "status", "held"),
    ("drop ws2-d1 taken over by another group", "WS2-D1", "status", "dropped"),
    ('ws2-d1 drop "not needed"', "WS2-D1", "status", "dropped"),
    ("delete WS2-D1 duplicate", "WS2-D1", "status", "dropped"),
    ("cancel ws2-m1 “merged with the plenary”", "WS2-M1", "status", "cancelled"),
    ("ws2-m1 cancel nobody can come", "WS2-M1", "status", "cancelled"),
    ("ws2-m1 called off nobody can come", "WS2-M1", "status", "cancelled"),
    ('edit ws1-m2 venue "Room XI"', "WS1-M2", "venue", "Room XI"),
    ("ws1-m2 edit venue Room XI", "WS1-M2", "venue", "Room XI"),
    ("edit WS1 M2 venue “Room XI”", "WS1-M2", "venue", "Room XI"),
    ("edit ws1-m2 format online", "WS1-M2", "format", "remote"),
    ("edit ws1-m2 title Second meeting", "WS1-M2", "title", "Second meeting"),
    ("edit ws1-d1 notes «see annex»", "WS1-D1", "notes", "see annex"),
]


@pytest.mark.parametrize(("line", "key", "column", "value"), CHANGING, ids=lambda value: str(value)[:40])
async def test_changing(stage: Stage, line: str, key: str, column: str, value: str) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert stage.stored(key, column) == value, said.text
    assert key in said.text
    assert "Undo" in said.labels
    assert stage.changes() == 1


@pytest.mark.parametrize(
    ("typed", "needs"),
    [
        ("ws1-m2", ["WS1-M2"]),
        ("ws1 m2, img7", ["IMG-M7", "WS1-M2"]),
        ("WS1-M2 and IMG-M7", ["IMG-M7", "WS1-M2"]),
        ("none", []),
    ],
)
async def test_what_was_suggested_to_come_first_is_confirmed_or_taken_away(
    stage: Stage, typed: str, needs: list[str]
) -> None:
    assert "suggested" in (await stage.told(SECRETARIAT, "show ws1-d1")).all
    said = await stage.told(SECRETARIAT, f"edit ws1-d1 needs {typed}")
    assert "what has to come first" in said.text and "Undo" in said.labels
    shown = (await stage.told(SECRETARIAT, "show ws1-d1")).all
    section = shown.partition("*Needs*")[2].partition("*Needed by*")[0]
    assert sorted(re.findall(r"[A-Z0-9]+-[MD]\d", section)) == needs
    assert "suggested" not in section
    await stage.told(SECRETARIAT, "undo")
    assert "suggested" in (await stage.told(SECRETARIAT, "show ws1-d1")).all.partition("*Needed by*")[0]


@pytest.mark.parametrize(
    ("typed", "why"), [("ws9-d9", "no item “ws9-d9”"), ("ws1-d1", "cannot wait for itself")]
)
async def test_what_cannot_come_first_is_said(stage: Stage, typed: str, why: str) -> None:
    assert why in (await stage.told(SECRETARIAT, f"edit ws1-d1 needs {typed}")).text
    assert stage.changes() == 0


NOTES = [
    ('update ws1-d1 at-risk "two agencies late"', "two agencies late"),
    ("ws1-d1 amber two agencies late", "two agencies late"),
    ("ws1-d1 at risk: two agencies late", "two agencies late"),
    ("amber ws1-d1 “two agencies late”", "two agencies late"),
    ("ws1-d1 late „two agencies late“", "two agencies late"),
    ("ws1-d1 red it's blocked, by procurement", "it's blocked, by procurement"),
    ("done ws1-d1 see ws1-d2 for the rest", "see ws1-d2 for the rest"),
    ("done ws1-d1 on 3/4", "on 3/4"),
    ("ws1-d1 amber – nobody answers", "nobody answers"),
    ('ws1-d1 amber "never closed', "never closed"),
]


@pytest.mark.parametrize(("line", "note"), NOTES)
async def test_unquoted_tails_and_quotes_of_any_kind_are_notes(stage: Stage, line: str, note: str) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert stage.stored("WS1-D1", "status_note") == note
    assert note in said


async def test_a_title_that_two_items_share_is_asked_about_and_a_press_settles_it(stage: Stage) -> None:
    asked = await stage.told(SECRETARIAT, "team meeting in january cancel no room")
    assert "Which one" in asked.text
    assert set(asked.labels) == {"WS1-M2", "WS2-M2"}
    assert stage.changes() == 0
    done = (await stage.press(asked, "WS2-M2")).said
    assert "WS2-M2 2nd WS2 Team Meeting is cancelled" in done.text
    assert stage.stored("WS1-M2") == "to-schedule"
    assert "no room" in done


WRONG = [
    # the line, what the answer names, words of one of its buttons
    ("nxet", "next [SCOPE] [N]", "next"),
    ("shwo ws1-m2", "show KEY", "show WS1-M2"),
    ("scedule ws1-m2 16 jan", "schedule KEY WHEN", "schedule WS1-M2 16 jan"),
    ("udpate ws1-d1 red", "update KEY STATUS", "update WS1-D1 red"),
    ("hlep", "help [WORD]", "help"),
    ("help scedule", "help", "help schedule"),
    ("done ws9-d9", "no item", "done WS2-D1"),
    ("show platfrom", "Nearest", "show WS2-D1"),
    ("show img-d5", "ESM IMG worked together on the…", "show IMG-D3"),
    ("update ws1-d1 purple", "at-risk", "update WS1-D1"),
    ("update ws1-m1 at-risk", "held", None),
    ("edit ws1-m2 colour red", "venue", "edit WS1-M2"),
    ("edit ws1-m2 format square", "hybrid", None),
    ("next ws7", "WS1", "next"),
    ("plan yesterday", "WS1", "plan"),
    ("show", "Which item", "show WS1-M1"),
    ("done", "Which item", None),
    ("schedule", "Which item", None),
    ("cancel", "Which item", None),
    ("accept", "Which proposal", None),
    ("propose", "propose done WS1-D1", None),
    ("propose accept 1", "You can propose", None),
    ("propose propose done ws1-d1", "You can propose", None),
    ("undo", "nothing of yours to undo", None),
    ("ws1-m2 what now", "WS1-M2", "show WS1-M2"),
    ("xyzzy", "help", "help"),
    ('add "Annex"', "What is it", 'add deliverable "Annex"'),
    ("add deliverable Annex B WS1 may", "Is that right", 'add deliverable "Annex B" WS1 may'),
    ('add meeting "x" WS7 may', "WS1, WS2", None),
]


@pytest.mark.parametrize(("line", "names", "button"), WRONG, ids=lambda value: str(value)[:30])
async def test_what_is_not_understood_says_the_next_step(
    stage: Stage, line: str, names: str, button: str | None
) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert names in said.text
    assert APOLOGY not in said
    if button is not None:
        assert stage.offers(said, button), said.labels
    assert stage.changes() == 0


@pytest.mark.parametrize("line", [f"restore {'9' * 30}", f"undo {'9' * 30}", "next january 0000"])
async def test_numbers_that_no_machine_holds_are_refused(stage: Stage, line: str) -> None:
    assert APOLOGY not in (await stage.told(SECRETARIAT, line)).text


async def test_a_corrected_word_is_one_press_away(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "udpate ws1-d1 red")
    await stage.press(said, "update WS1-D1 red")
    assert stage.stored("WS1-D1") == "off-track"


ADDED = [
    ('add deliverable "Annex" WS1 May', "WS1-D4", "Annex", "month", "2018-05"),
    ("new report “Annex” ws1 mid-March", "WS1-D4", "Annex", "part-month", "2018-03-mid"),
    ('create an activity "Annex" on 16/1', "IMG-D5", "Annex", "day", "2018-01-16"),
    ('add meeting "3rd WS1 Team Meeting" WS1 April', "WS1-M3", "3rd WS1 Team Meeting", "month", "2018-04"),
    ("add call «Extra» ws1 and ws2 30 jan 2pm", "IMG-M8", "Extra", "exact", "2018-01-30T14:00"),
    ('add submission "Paper"', "IMG-D5", "Paper", "none", None),
]


@pytest.mark.parametrize(("line", "key", "title", "precision", "start"), ADDED)
async def test_adding(
    stage: Stage, line: str, key: str, title: str, precision: str, start: str | None
) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert f"{key} {title} is added" in said.text
    assert (stage.stored(key, "precision"), stage.stored(key, "start")) == (precision, start)


async def test_a_taken_number_takes_the_next_free_one_and_says_so(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, 'add meeting "2nd WS1 Team Meeting" WS1 April')
    assert "WS1-M3" in said.text
    assert "taken" in said


async def test_next_offers_to_set_dates_and_shows_months_as_months(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "next")
    assert said.text.index("WS1-M1") < said.text.index("WS2-M1") < said.text.index("IMG-M6")
    for key, month in (("WS1-M1", "November 2017"), ("WS2-M1", "November 2017"), ("IMG-M6", "December 2017")):
        assert f"({month}, no date yet)" in said.text[said.text.index(key) :].split(";")[0]
        assert stage.offers(said, f"schedule {key}")
    whole = said.all
    assert not any(f"{day} {month}" in whole for day in range(1, 32) for month in ("Nov", "Dec", "Jan"))


async def test_the_bare_command_is_short(stage: Stage) -> None:
    said: Shown = await stage.told(SECRETARIAT, "")
    assert said.labels == ["What is next", "Whole plan", "Add", "What concerns me", "Help"]
    for button in said.buttons:
        pressed = await stage.press(said, button)
        assert pressed.view if button.label == "Add" else pressed.said.text
    # Who may not add gets how it stands instead.
    assert (await stage.told(MEMBER, "")).labels[2] == "How it stands"


async def test_help_names_every_word_and_each_has_its_page(stage: Stage) -> None:
    whole = (await stage.told(SECRETARIAT, "help")).all
    for command in [one for one in stage.life.bot.work.registry.commands if not one.hidden]:
        assert f"`{command.name}`" in whole
        page = await stage.told(SECRETARIAT, f"help {command.name}")
        assert f"/img {command.usage}".replace("`", "'") in page.all.replace("&amp;", "&")
        # What help gives as an example works as it stands.
        example = await stage.say(SECRETARIAT, command.example, GROUP)
        shown = example.shown[0].text if example.shown else ""
        assert not shown.startswith(("I don't", "“", "Which", "I see no")), f"{command.example}: {shown}"
