"""Reports: how the whole stands, who is who, what concerns oneself."""

from __future__ import annotations

from bot.core.registry import Feature, LookKind
from bot.reports import showing, texts
from bot.reports.looks import Me, StatusReport, Who
from bot.reports.words import COMMANDS

REPORTS = Feature(
    name="reports",
    looks=(
        LookKind(StatusReport, showing.show_status, texts.label_status, can_be_shared=True),
        LookKind(Who, showing.show_who, texts.label_who, can_be_shared=True),
        LookKind(Me, showing.show_me, texts.label_me),
    ),
    commands=COMMANDS,
)
