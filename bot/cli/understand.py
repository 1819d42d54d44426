"""`understand`: what the bot would make of a line; nothing is changed, and rights are not judged."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.common import add_group_arguments, group_caller, open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.core.shown import without_controls

if TYPE_CHECKING:
    from bot.core.caller import Caller
    from bot.core.work import Work

SUMMARY = N_("what the bot would make of a line; it changes nothing")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words, who says them, where and when."""
    parser.add_argument("words", metavar="WORDS", help=_("the line, in quotes"))
    add_group_arguments(parser)
    parser.add_argument("--as", dest="person", metavar="U…", help=_("who says it"))
    parser.add_argument("--channel", metavar="C…", help=_("where it is said"))
    parser.add_argument("--at", metavar="INSTANT", help=_("when it is said, such as 2017-11-20T09:00Z"))
    parser.add_argument("--zone", metavar="ZONE", help=_("the clock of whoever says it"))
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> None:
    """Understand the line and print what it means.

    Raises:
        UserError: there is no such group, or the instant or the zone cannot be read.
    """
    from dataclasses import replace

    from bot.dates.wall_time import is_zone
    from bot.talk.conversation import Conversation
    from bot.talk.explaining import as_json, as_text
    from bot.talk.understand import understand

    now = _instant(options.at)
    if options.zone is not None and not is_zone(options.zone):
        raise UserError(_("There is no time zone {zone}.").format(zone=options.zone))
    settings = read_settings()
    with open_work(settings) as work:
        caller = group_caller(work, options)
        if options.person is not None:
            caller = _person(work, caller, options)
        if options.zone is not None:
            caller = replace(caller, reader=replace(caller.reader, zone=options.zone))
        conversation = Conversation(work, settings.slack_command, lambda: now)
        label = work.registry.label
        with work.database.reading() as session:
            snapshot = work.snapshot(session, caller.group.id)
            meaning = understand(conversation.line(caller, snapshot, options.words))
            if options.format == "json":
                told = json.dumps(as_json(meaning, snapshot, label), ensure_ascii=False, indent=2)
            else:
                told = as_text(meaning, snapshot, label)
    print(without_controls(told))


def _person(work: Work, caller: Caller, options: argparse.Namespace) -> Caller:
    from bot.groups.arrivals import Arrival, arrive

    team = caller.group.team_id
    with work.database.reading() as session:
        arrival = Arrival(team, options.channel, team, options.person)
        return arrive(work, session, arrival, group_id=caller.group.id).callers[0]


def _instant(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise UserError(
            _("“{text}” is no instant: write 2017-11-20T09:00Z.").format(text=text[:40])
        ) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
