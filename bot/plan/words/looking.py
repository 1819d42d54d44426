"""The words that show items: what is next, the plan, one item, its history."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.core.undo_acts import GroupHistory, Restore
from bot.dates.folding import fold
from bot.plan.acts import ReturnItem
from bot.plan.looks import History, Next, Show, WholePlan
from bot.plan.rules.items import Item
from bot.plan.rules.keys import compact
from bot.plan.rules.plan import Plan
from bot.talk.line import Command, Line
from bot.talk.references import name_item
from bot.talk.scopes import PERIODS, known_scope
from bot.talk.tokens import Token

MOST_DIGITS = 9


def read_next(line: Line) -> Request:
    """The next open items of a scope; what is overdue is not ahead, so the plan lists it."""
    says_next = "next" in fold(line.typed).split()
    if says_next and line.words and fold(line.words[0]).strip("?!.") in PERIODS:
        # "next week" is the week after this one; "week" alone is this one.
        line = line.having([Token("next"), *line.tokens])
    read = known_scope(line, "next")
    return WholePlan(read.scope) if read.scope.state else Next(read.scope, read.most)


def read_plan(line: Line) -> Request:
    """The plan by month; `page N` at the end turns pages."""
    tokens, page = line.tokens, 1
    if len(tokens) >= 2 and fold(tokens[-2].text) == "page" and tokens[-1].text.isdecimal():
        tokens, page = tokens[:-2], int(tokens[-1].text[:6])
    return WholePlan(known_scope(line.having(tokens), "plan").scope, page)


def read_show(line: Line) -> Request:
    """One item whole."""
    return Show(name_item(line, "show").item.id)


def read_history(line: Line) -> Request:
    """An item's changes, also of one that has left the plan; of no item, the group's last ones."""
    line.caller.require_reading()
    if not line.tokens:
        return GroupHistory()
    removed = removed_item(line)
    return History(removed.id if removed is not None else name_item(line, "history").item.id)


def read_restore(line: Line) -> Request:
    """How an item was before the change of that number; an item that has left the plan is put back."""
    number = next((word for word in line.words if word.isdecimal()), None)
    if number is not None and len(number) <= MOST_DIGITS:
        return Restore(int(number))
    line = line.having([token for token in line.tokens if fold(token.text) != "back"])
    removed = removed_item(line)
    if removed is not None:
        return ReturnItem(removed.id)
    return History(name_item(line, "restore").item.id) if line.tokens else GroupHistory()


def removed_item(line: Line) -> Item | None:
    """The item that has left the plan, if a line begins with its key."""
    said = compact(line.words[0].strip("?!.,")) if line.words else ""
    return next((item for item in line.snapshot[Plan].removed if compact(item.key) == said), None)


COMMANDS = (
    Command(
        name="next",
        usage="next [SCOPE] [N]",
        summary=N_("the next meetings and due items; SCOPE: a stream, the group, mine, a month, week, today"),
        example="next ws1",
        handle=read_next,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("upcoming", "what's next", "whats next", "prochain", "prochaine", "prochains"),
    ),
    Command(
        name="plan",
        usage="plan [SCOPE|overdue|undated]",
        summary=N_("the workplan by month, also what is over"),
        example="plan undated",
        handle=read_plan,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("workplan", "list"),
    ),
    Command(
        name="show",
        usage="show KEY",
        summary=N_("one item whole: date, agenda, who answers for it, what it needs"),
        example="show WS1-M2",
        handle=read_show,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("item", "details", "agenda of"),
    ),
    Command(
        name="history",
        usage="history [KEY]",
        summary=N_("who changed what, when and why; brings an earlier state back"),
        example="history WS1-D1",
        handle=read_history,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("log", "changes"),
    ),
    Command(
        name="restore",
        usage="restore KEY",
        summary=N_("put back an item that was taken out of the plan; of any other item, its history"),
        example="restore IMG-D3",
        handle=read_restore,
        hidden=True,
        aliases=("bring back", "put back"),
    ),
)
