"""Whatever kind of notice is due finds its message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages.message import Message
from bot.messages.notices import Notice, build_notice
from bot.workplan.views import Digest, MeetingNotice, MonthAhead
from tests.messages.gallery import MESSAGES
from tests.messages.samples import GROUP, NOW, PLENARY
from tests.messages.scenes import PAST, PROPOSAL, WEEK


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (MonthAhead(GROUP, NOW, NOW.date(), (PLENARY,), (), {}), "October 2017: IMG-M5"),
        (MeetingNotice(GROUP, PLENARY, NOW, "week-before"), "5th IMG E-waste meeting is coming"),
        (WEEK, "Your week from Mon 2 Oct 2017"),
        (PAST, "4 items lie in the past"),
        (PROPOSAL, "proposes"),
        (replace(PROPOSAL, state="accepted", decided_by="U0ANNA"), "Your proposal"),
        (Digest(GROUP, NOW, ()), "I was not running"),
    ],
)
def test_each_notice_has_its_message(notice: Notice, words: str) -> None:
    assert words in build_notice(notice).text


def test_another_command_is_named_in_the_small_print() -> None:
    assert "`/plan stop asking" in str(build_notice(WEEK, "/plan").blocks[-1])


def test_a_channel_is_told_neither_slips_nor_notes() -> None:
    for name in ("plan-shared", "show-shared", "status-shared"):
        told = _all_text(MESSAGES[name]())
        assert "overdue since" not in told and "Two agencies" not in told and "moved twice" not in told
    assert "overdue since" in _all_text(MESSAGES["plan"]())


def test_an_answer_is_for_its_sender_alone() -> None:
    answer = Message("hello", []).as_answer()
    assert answer == {"response_type": "ephemeral", "text": "hello", "blocks": []}


def _all_text(message: Message) -> str:
    return f"{message.text} {message.blocks}"
