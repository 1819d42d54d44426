"""Whatever kind of notice is due finds its message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.registry import Registry, Shown
from bot.dates.when import Precision, When
from bot.proposals.feature import PROPOSALS
from bot.reminders.feature import REMINDERS
from bot.reminders.rules.ladders import Ask, To
from bot.reminders.rules.notice_views import Digest, MissedNotice, MonthAhead
from bot.reminders.texts.announcements import build_digest, build_month_ahead
from bot.reminders.texts.note import build_note
from bot.reminders.views import MeetingNotice, PersonNote
from bot.slack.message import Message, as_answer
from tests.texts.gallery import MESSAGES
from tests.texts.samples import ANNA, GROUP, LEAD, NOW, PLENARY, RESULTS, TEAM_1, change
from tests.texts.scenes import PAST, PROPOSAL, WEEK

KINDS = Registry((PROPOSALS, REMINDERS)).notices
ACCEPTED = replace(PROPOSAL, state="accepted", decided_by="U0ANNA")


@pytest.mark.parametrize(
    ("kind", "notice", "words"),
    [
        ("month-ahead", MonthAhead(GROUP, NOW, NOW.date(), (PLENARY,), (), {}), "October 2017: IMG-M5"),
        ("rung", MeetingNotice(GROUP, PLENARY, NOW, "week-before"), "5th IMG E-waste meeting is coming"),
        ("note", WEEK, "Your week from Mon 2 Oct 2017"),
        ("past-items", PAST, "4 items lie in the past"),
        ("proposal", PROPOSAL, "proposes"),
        ("proposal", ACCEPTED, "proposes: mark WS1-D1"),
        ("proposal", ACCEPTED, "accepted by <@U0ANNA>, and done"),
        ("proposal", replace(ACCEPTED, is_outcome=True), "Your proposal"),
        ("proposal", replace(ACCEPTED, is_outcome=True), "accepted by <@U0ANNA>, and done"),
        ("late-digest", Digest(GROUP, NOW, ()), "I was not running"),
        ("late-digest", replace(WEEK, late=True), "This comes late"),
    ],
)
def test_each_notice_has_its_message(kind: str, notice: object, words: str) -> None:
    assert words in _all_text(KINDS[kind].build(notice, "/img"))


def test_a_note_asks_for_no_typed_command() -> None:
    assert "`/" not in _all_text(build_note(WEEK))


def test_a_channel_is_told_neither_slips_nor_notes() -> None:
    for name in ("plan-shared", "show-shared", "status-shared"):
        told = _all_text(MESSAGES[name]())
        assert "overdue since" not in told and "Two agencies" not in told and "moved twice" not in told
    assert "overdue since" in _all_text(MESSAGES["plan"]())


def test_an_answer_is_for_its_sender_alone() -> None:
    answer = as_answer(Message("hello", []))
    assert answer == {"response_type": "ephemeral", "text": "hello", "blocks": []}


def _all_text(message: Shown) -> str:
    return f"{message.text} {message.blocks}"


def test_how_far_off_a_day_is_depends_on_when_it_is_read() -> None:
    """Due on a Saturday, and asked about on the Friday before; read again on the Monday after."""
    paper = replace(RESULTS, when=When(Precision.EXACT, "2017-10-07T17:00"))
    asks = ((GROUP, Ask(paper, "due-today", date(2017, 10, 6), To.OWNER)),)
    for day, words in (
        (5, "is due in 2 days: Sat 7 Oct 2017, 17:00 Geneva = 18:00 for you"),
        (6, "is due tomorrow: Sat 7 Oct"),
        (7, "is due today: Sat 7 Oct"),
        (9, "was due: Sat 7 Oct"),
    ):
        now = datetime(2017, 10, day, 6, tzinfo=UTC)
        note = PersonNote(ANNA, now, now.date(), asks, standings={GROUP.id: LEAD.standing})
        assert words in _all_text(build_note(note))


def test_a_note_says_in_which_part_one_is_asked() -> None:
    def small_print(*asks: Ask) -> str:
        note = PersonNote(
            ANNA, NOW, NOW.date(), tuple((GROUP, ask) for ask in asks), standings={GROUP.id: LEAD.standing}
        )
        return str(build_note(note).blocks[-1]["elements"][0]["text"])

    led = Ask(RESULTS, "overdue", NOW.date(), To.OWNER)
    own = Ask(replace(PLENARY, owner_id=ANNA.id), "just-over", NOW.date(), To.OWNER)
    assert "because you lead WS1." in small_print(led)
    assert "because you lead WS1 and IMG-M5 is yours." in small_print(led, own)
    assert "because you coordinate E-waste IMG." in small_print(replace(led, to=To.COORDINATOR))
    of_somebody_away = replace(led, item=replace(RESULTS, owner_id=ANNA.id + 1))
    assert "because you lead WS1." in small_print(of_somebody_away)


def test_what_does_not_fit_is_counted() -> None:
    items = tuple(replace(TEAM_1, id=100 + n, key=f"WS1-M{n}") for n in range(100))
    told = _all_text(build_month_ahead(MonthAhead(GROUP, NOW, NOW.date(), items, items[:50], {})))
    assert "• and 60 more" in told and "• and 10 more" in told
    assert "• and 140 more" in told, "of those without a date the first ten are named"
    missed = tuple(MissedNotice("note", NOW, (item,)) for item in items * 3)
    told = _all_text(build_digest(Digest(GROUP, NOW, missed)))
    assert "missed 300 messages" in told and "• and 260 more" in told
    asks = ((GROUP, Ask(TEAM_1, "needs-date", NOW.date(), To.OWNER)),)
    changed = tuple((GROUP, change(id=n)) for n in range(60))
    assert "• and 55 more" in _all_text(build_note(PersonNote(ANNA, NOW, NOW.date(), asks, changed=changed)))
