"""`plan`: the whole workplan, or a part of it."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.dates.typed_text import fold
from bot.plan import looks
from bot.plan.texts.lists import build_plan
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.scopes import known_scope


def handle_plan(line: Line) -> Outcome:
    """List the plan by month; `page N` at the end turns pages."""
    tokens, number = line.tokens, 1
    if len(tokens) >= 2 and fold(tokens[-2].text) == "page" and tokens[-1].text.isdecimal():
        tokens, number = tokens[:-2], int(tokens[-1].text)
    read = known_scope(line.having(tokens), "plan")
    page = looks.plan_items(line.work, line.caller, read.scope, line.now, read.told)
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
