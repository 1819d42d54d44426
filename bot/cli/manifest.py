"""`manifest`: the Slack app manifest as JSON."""

from __future__ import annotations

import argparse
import json

from bot.cli.common import read_settings
from bot.core.i18n import N_, _

SUMMARY = N_("print the Slack app manifest: paste it where Slack asks for one")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where Slack reaches the bot, or Socket Mode."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", help=_("the public https address of the bot; else PUBLIC_URL"))
    where.add_argument("--socket", action="store_true", help=_("Socket Mode: no public address"))


def run(options: argparse.Namespace) -> None:
    """Print it."""
    from bot.features import FEATURES
    from bot.slack.manifest import build_manifest

    settings = read_settings()
    shown = [one.name for feature in FEATURES for one in feature.commands if not one.hidden]
    hint = " | ".join([*shown[:8], "help"])
    manifest = build_manifest(
        url=options.url or settings.public_url,
        command=settings.slack_command,
        socket=options.socket or (settings.socket_mode and not options.url),
        usage_hint=hint,
        shortcuts=[one for feature in FEATURES for one in feature.shortcuts],
    )
    print(json.dumps(manifest, indent=2, ensure_ascii=False))
