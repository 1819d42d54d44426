"""`plan`: the whole workplan, or a part of it."""

from __future__ import annotations

from bot.i18n import N_
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.listeners.scopes import known_scope
from bot.messages.lists import build_plan
from bot.services import reading
from bot.workplan.typed_text import fold


def handle_plan(line: Line) -> Outcome:
    """List the plan by month; `page N` at the end turns pages."""
    tokens, number = line.tokens, 1
    if len(tokens) >= 2 and fold(tokens[-2].text) == "page" and tokens[-1].text.isdecimal():
        tokens, number = tokens[:-2], int(tokens[-1].text)
    read = known_scope(line.having(tokens), "plan")
    page = reading.plan_items(line.work, line.caller, read.scope, line.now, read.told)
    words = f"plan {read.said}".strip()
    return Answer(build_plan(page, line.reader, words, number=number, shared_by=line.shared_by))


COMMAND = Command(
    name="plan",
    usage="plan [SCOPE|overdue|undated]",
    summary=N_("the workplan by month, also what is over"),
    example="plan undated",
    handle=handle_plan,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("workplan", "list"),
)
