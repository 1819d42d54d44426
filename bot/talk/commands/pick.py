"""`pick`: take one of the proposed times, unless the meeting has a date by now (said by its button)."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import changing
from bot.plan.texts.confirm import build_changed
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import name_item, read_date


def handle_pick(line: Line) -> Outcome:
    """Set the first date; a note that is older than the date moves nothing."""
    named = name_item(line, "pick")
    dated = read_date(line, named.item, named.rest, "pick")
    changed = changing.set_when(
        line.work, line.caller, named.item.key, dated.when, dated.why, line.now, only_first=True
    )
    return Answer(build_changed(changed, line.reader))


COMMAND = Command(
    name="pick",
    usage="pick KEY WHEN",
    summary=N_("set a date, if there is none yet"),
    example="pick WS1-M2 16 Jan 2-5pm",
    handle=handle_pick,
    hidden=True,
)
