"""`setup`: make a group, or add to it; the same call twice changes nothing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime

from bot.cli.common import open_work, read_settings
from bot.errors import UserError
from bot.i18n import N_, _

SUMMARY = N_("make a group in a workspace, or add channels, streams and people to it")
_TEAM, _CHANNEL, _USER = r"[TE][A-Z0-9]+", r"[CG][A-Z0-9]+", r"[UW][A-Z0-9]+"
_LABEL = r"[A-Za-z][A-Za-z0-9]{0,19}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The group, its places and its people."""
    parser.add_argument("--team", required=True, metavar="T…", type=_matching(_TEAM))
    parser.add_argument("--label", required=True, metavar="IMG", type=_matching(_LABEL))
    parser.add_argument("--name", metavar="NAME", help=_("needed for a new group"))
    parser.add_argument("--channel", metavar="C…", type=_matching(_CHANNEL), help=_("needed for a new group"))
    parser.add_argument("--zone", metavar="ZONE", help=_("of a new group; else TIMEZONE"))
    parser.add_argument("--holidays", metavar="CH|CH-GE|none", help=_("whose public holidays count"))
    parser.add_argument(
        "--stream", metavar="WS1=C…", type=_pair(_LABEL, _CHANNEL), action="append", default=[]
    )
    parser.add_argument("--lead", metavar="WS1=U…", type=_pair(_LABEL, _USER), action="append", default=[])
    parser.add_argument("--coordinator", metavar="U…", type=_matching(_USER), action="append", default=[])
    parser.add_argument(
        "--member", metavar="U…=AGENCY", type=_pair(_USER, r".+", optional=True), action="append", default=[]
    )
    parser.add_argument(
        "--remove-lead", metavar="WS1=U…", type=_pair(_LABEL, _USER), action="append", default=[]
    )
    parser.add_argument(
        "--remove-coordinator", metavar="U…", type=_matching(_USER), action="append", default=[]
    )
    parser.add_argument("--remove-member", metavar="U…", type=_matching(_USER), action="append", default=[])


def _matching(pattern: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise argparse.ArgumentTypeError(_("{text!r} does not look right").format(text=text))
        return text

    return convert


def _pair(left: str, right: str, *, optional: bool = False) -> Callable[[str], tuple[str, str | None]]:
    def convert(text: str) -> tuple[str, str | None]:
        first, separator, second = text.partition("=")
        if not re.fullmatch(left, first) or not (re.fullmatch(right, second) or (optional and not separator)):
            raise argparse.ArgumentTypeError(_("{text!r} does not look right").format(text=text))
        return first, second or None

    return convert


def run(options: argparse.Namespace) -> None:
    """Carry it out and say what changed.

    Raises:
        UserError: see `bot.services.setup.set_up_group`.
    """
    from bot.services.setup import Setup, set_up_group
    from bot.workplan.wall_time import is_zone

    settings = read_settings()
    zone = options.zone or settings.timezone
    if not is_zone(zone):
        raise UserError(_("{zone} is no time zone; say for example Europe/Zurich.").format(zone=zone))
    setup = Setup(
        team=options.team,
        label=options.label,
        name=options.name,
        channel=options.channel,
        zone=zone,
        stream_channels=tuple(options.stream),
        coordinators=tuple(options.coordinator),
        leads=tuple(options.lead),
        members=tuple(options.member),
        removed_coordinators=tuple(options.remove_coordinator),
        removed_leads=tuple(options.remove_lead),
        removed_members=tuple(options.remove_member),
        holidays=options.holidays,
    )
    with open_work(settings) as work:
        done = set_up_group(work, setup, datetime.now(UTC))
    print("\n".join(f"+ {line}" for line in done) if done else _("Nothing changed: all of that is there."))
