"""`start reminders`: begin to remind."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.dates.typed_text import fold
from bot.reminders import reminding
from bot.reminders.texts.decisions import build_start_reminders
from bot.slack.message import Message
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome

DAYS, FIRST = 366, 5


def handle_start(line: Line) -> Outcome:
    """Say whom reminders would reach; with `now`, switch them on for what lies ahead."""
    if not line.group.reminders_on and [fold(word) for word in line.words] != ["now"]:
        return Answer(_card(line))
    if reminding.start_reminders(line.work, line.caller, line.now):
        text = _("Reminders are on. `{command} reminders` shows what will be sent, to whom and when.")
    else:
        text = _("Reminders are on already. `{command} reminders` shows what will be sent.")
    return Answer(
        build_said(
            text.format(command=line.command), buttons=[(_("Show"), "reminders")], group_id=line.group.id
        )
    )


def _card(line: Line) -> Message:
    ahead = reminding.forecast(line.work, line.caller, DAYS, line.now)
    people = {notice.recipient for notice in ahead.notices if notice.to_person}
    channels = dict.fromkeys(notice.recipient for notice in ahead.notices if not notice.to_person)
    return build_start_reminders(line.group, len(people), tuple(channels), ahead.notices[:FIRST])


COMMAND = Command(
    name="start reminders",
    usage="start reminders [now]",
    summary=N_("begin to remind, for what lies ahead; first says whom it reaches"),
    example="start reminders",
    handle=handle_start,
    section=N_("Reminders"),
    roles=N_("coordinator"),
    aliases=("start",),
)
