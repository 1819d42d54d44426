"""`schedule`: set the date of an item."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.plan import changing, looks, whatif
from bot.plan.forms.item_forms import build_schedule_form
from bot.plan.texts.confirm import build_changed, build_whatif
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome
from bot.talk.references import name_item, read_date


def handle_schedule(line: Line) -> Outcome:
    """Set a date; without one, open the form."""
    return set_date(line, "schedule")


def set_date(line: Line, verb: str) -> Outcome:
    """Set or move a date; `whatif` at the end only tells what would come of it."""
    named = name_item(line, verb)
    key = named.item.key
    if not named.rest:
        detail = looks.item_detail(line.work, line.caller, key, line.now)
        zones = sorted({contact.zone for contact in line.caller.roster.people.values() if contact.zone})
        form = build_schedule_form(
            line.group, detail.item, line.today, word=verb, zones=zones[:20], carry=line.carry
        )
        return OpenForm(form, f"{verb} {key}", _("Set a date"))
    dated = read_date(line, named.item, named.rest, verb)
    if dated.whatif:
        preview = whatif.what_if(line.work, line.caller, key, dated.when, line.now)
        return Answer(build_whatif(preview, line.reader))
    changed = changing.set_when(line.work, line.caller, key, dated.when, dated.why, line.now)
    return Answer(build_changed(changed, line.reader))


COMMAND = Command(
    name="schedule",
    usage="schedule KEY WHEN",
    summary=N_("set a date, as you would write it: 16 Jan 2-5pm, 2018-01-16 14:00-17:30, mid-March, TBC"),
    example="schedule WS1-M2 16 Jan 2-5pm",
    handle=handle_schedule,
    section=N_("Dates"),
    roles=N_("coordinator, leads in their streams"),
    aliases=("date",),
)
