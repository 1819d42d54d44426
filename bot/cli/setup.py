"""`setup`: make a group, or add to it; the same call twice changes nothing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from bot.cli.common import open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _

SUMMARY = N_("make a group in a workspace, or add channels, streams and people to it")


class Shape(NamedTuple):
    """What a part of an option looks like: a pattern, and an example."""

    pattern: str
    example: str


_TEAM = Shape(r"[TE][A-Z0-9]+", "T0123")
_CHANNEL = Shape(r"[CG][A-Z0-9]+", "C0123")
_USER = Shape(r"[UW][A-Z0-9]+", "U0123")
_LABEL = Shape(r"[A-Za-z][A-Za-z0-9]{0,19}", "IMG")
_STREAM = _LABEL._replace(example="WS1")
_AGENCY = Shape(r".+", "UNEP")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The group, its places and its people."""
    parser.add_argument("--team", required=True, metavar="T…", type=_matching(_TEAM))
    parser.add_argument("--label", required=True, metavar="IMG", type=_matching(_LABEL))
    parser.add_argument("--name", metavar="NAME", help=_("needed for a new group"))
    parser.add_argument("--channel", metavar="C…", type=_matching(_CHANNEL), help=_("needed for a new group"))
    parser.add_argument("--zone", metavar="ZONE", help=_("of a new group; else TIMEZONE"))
    parser.add_argument("--holidays", metavar="CH|CH-GE|none", help=_("whose public holidays count"))
    parser.add_argument(
        "--stream", metavar="WS1=C…", type=_pair(_STREAM, _CHANNEL), action="append", default=[]
    )
    parser.add_argument("--lead", metavar="WS1=U…", type=_pair(_STREAM, _USER), action="append", default=[])
    parser.add_argument("--coordinator", metavar="U…", type=_matching(_USER), action="append", default=[])
    parser.add_argument(
        "--member",
        metavar="U…=AGENCY",
        type=_pair(_USER, _AGENCY, optional=True),
        action="append",
        default=[],
    )
    parser.add_argument(
        "--remove-lead", metavar="WS1=U…", type=_pair(_STREAM, _USER), action="append", default=[]
    )
    parser.add_argument(
        "--remove-coordinator", metavar="U…", type=_matching(_USER), action="append", default=[]
    )
    parser.add_argument("--remove-member", metavar="U…", type=_matching(_USER), action="append", default=[])


def _matching(shape: Shape) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if not re.fullmatch(shape.pattern, text):
            raise _unlike(text, shape.example)
        return text

    return convert


def _unlike(text: str, example: str) -> argparse.ArgumentTypeError:
    words = _("{text!r} should look like {example}")
    return argparse.ArgumentTypeError(words.format(text=text, example=example))


def _pair(left: Shape, right: Shape, *, optional: bool = False) -> Callable[[str], tuple[str, str | None]]:
    def convert(text: str) -> tuple[str, str | None]:
        first, separator, second = text.partition("=")
        is_right = re.fullmatch(right.pattern, second) or (optional and not separator)
        if not (re.fullmatch(left.pattern, first) and is_right):
            raise _unlike(text, f"{left.example}={right.example}")
        return first, second or None

    return convert


def run(options: argparse.Namespace) -> None:
    """Carry it out and say what changed.

    Raises:
        UserError: see `bot.groups.setup.set_up_group`.
    """
    from bot.dates.wall_time import is_zone
    from bot.groups.setup import Setup, set_up_group

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
        language=settings.language,
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
    print("\n".join(done) if done else _("Nothing changed: it is all like that already."))
