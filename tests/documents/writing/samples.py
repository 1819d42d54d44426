"""A small plan with what is hard to write down."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.group import GroupView, StreamView
from bot.dates.texts import when_words
from bot.dates.when import NO_DATE, Precision, When
from bot.documents.writing.plan import ExportedChange, ExportedItem, PlanExport, Wording
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.texts.naming import status_words

NOW = datetime(2018, 6, 4, 7, 30, tzinfo=UTC)
GROUP = GroupView(
    1, "T0", "IMG", "E-waste *IMG*", "Europe/Zurich", "C0", (StreamView("WS1"), StreamView("WS2"))
)
WORDING = Wording(when_words, status_words)
MEETING = Item(
    1, "IMG-M5", Kind.MEETING, "5th IMG meeting",
    When(Precision.EXACT, "2017-10-05T15:30", "2017-10-05T17:30", text="Thursday 5th"), Status.HELD,
    ordinal=5, position=1, agenda=("Opening", "1) Ways; means"), venue="Room VII",
    baseline=When(Precision.MONTH, "2017-10"),
)  # fmt: skip
HOSTILE = Item(
    2, "WS1-D1", Kind.DELIVERABLE, '=HYPERLINK("http://x")', When(Precision.MONTH, "2018-05"), Status.AT_RISK,
    streams=("WS1", "WS2"), position=2, tentative=True, notes="+1\r\n-2, ü 漢\0", status_note=" @SUM(A1)",
    recommendations=("- <b>keep</b> [it](x) _up_", "#1 first"), baseline=When(Precision.MONTH, "2018-03"),
)  # fmt: skip
UNDATED = Item(3, "IMG-D1", Kind.ACTIVITY, "Talk | listen", NO_DATE, Status.PLANNED, position=3)
CHANGE = ExportedChange(
    NOW, "U0SEC", "Secretariat", "status", {"status": "planned"}, {"status": "at-risk"}, "late", False
)
PLAN = PlanExport(
    GROUP,
    NOW,
    (
        ExportedItem(MEETING, source_lines=(7,), source_text="Thursday 5th"),
        ExportedItem(HOSTILE, "<@U0L1>", "-Anna", (("IMG-M5", True),), history=(CHANGE,)),
        ExportedItem(UNDATED),
    ),
)
