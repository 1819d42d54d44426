"""`setup`: make a group, or add to it; the same call twice changes nothing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bot.cli.common import open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _

if TYPE_CHECKING:
    from bot.core.settings import Settings
    from bot.core.work import Work
    from bot.groups.setup import Setup

SUMMARY = N_("make a group in a workspace, or add channels, streams and people to it")


class Shape(NamedTuple):
    """What a part of an option looks like: a pattern, and an example."""

    pattern: str
    example: str


_TEAM = Shape(r"[TE][A-Z0-9]+", "T0123")
_CHANNEL = Shape(r"[CG][A-Z0-9]+|#[^\s#,]+", "C0123")
_USER = Shape(r"[UW][A-Z0-9]+|@[^@,=]+", "U0123")
_LABEL = Shape(r"[A-Za-z][A-Za-z0-9]{0,19}", "IMG")
_STREAM = _LABEL._replace(example="WS1")
_AGENCY = Shape(r".+", "UNEP")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The group, its places and its people; ``#name`` and ``@name`` stand for ids."""
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
    from bot.groups.setup import set_up_group

    settings = read_settings()
    zone = options.zone or settings.timezone
    if not is_zone(zone):
        raise UserError(_("{zone} is no time zone; say for example Europe/Zurich.").format(zone=zone))
    with open_work(settings) as work:
        known = _names_for(options, settings, work)
        setup = _setup(options, known, zone, settings.language)
        done = set_up_group(work, setup, datetime.now(UTC))
    print("\n".join(done) if done else _("Nothing changed: it is all like that already."))


def _setup(options: argparse.Namespace, known: Callable[[str], str], zone: str, language: str) -> Setup:
    """What was given, each name as the id that it stands for."""
    from bot.groups.setup import Setup

    def of(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((label, known(given)) for label, given in pairs)

    return Setup(
        team=options.team,
        label=options.label,
        name=options.name,
        channel=known(options.channel) if options.channel else None,
        zone=zone,
        language=language,
        stream_channels=of(options.stream),
        coordinators=tuple(map(known, options.coordinator)),
        leads=of(options.lead),
        members=tuple((known(user), agency) for user, agency in options.member),
        removed_coordinators=tuple(map(known, options.remove_coordinator)),
        removed_leads=of(options.remove_lead),
        removed_members=tuple(map(known, options.remove_member)),
        holidays=options.holidays,
    )


def _names_for(options: argparse.Namespace, settings: Settings, work: Work) -> Callable[[str], str]:
    """What finds the id of a name; Slack is asked only where there is one.

    Raises:
        UserError: there is a name, and no token by which Slack would tell whose it is.
    """
    from bot.cli.slack_names import SlackNames, is_name

    people = [*options.coordinator, *options.remove_coordinator, *options.remove_member]
    people += [user for user, _agency in options.member]
    pairs = [*options.stream, *options.lead, *options.remove_lead]
    given = [options.channel or "", *people, *(second for _label, second in pairs)]
    if not any(is_name(one) for one in given):
        return lambda text: text
    token = settings.slack_bot_token or _installed_token(settings, work, options.team)
    if token is None:
        raise UserError(_("Without a token I cannot look up names: set SLACK_BOT_TOKEN, or give ids."))
    return SlackNames(token, settings.slack_api_url).id_of


def _installed_token(settings: Settings, work: Work, team: str) -> str | None:
    from bot.core.encryption import Cipher
    from bot.groups import installations

    if not settings.encryption_keys:
        return None
    found = installations.find(work, Cipher(settings.encryption_keys), None, team)
    return found.tokens.bot_token if found is not None else None
