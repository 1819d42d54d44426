"""`rekey`: encrypt the stored tokens anew, after a new key was put first."""

from __future__ import annotations

import argparse

from bot.cli.common import open_work, read_settings
from bot.core.i18n import N_, _, ngettext
from bot.core.settings import SettingsError

SUMMARY = N_("encrypt the stored tokens anew with the first of ENCRYPTION_KEYS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(options: argparse.Namespace) -> None:
    """Encrypt all of them or none; then the other keys can go.

    Raises:
        SettingsError: there are no keys.
        UserError: the database cannot be used, or none of the keys decrypts a token.
    """
    from bot.core.encryption import Cipher
    from bot.groups.installations import rekey

    settings = read_settings()
    if not settings.encryption_keys:
        raise SettingsError(_("ENCRYPTION_KEYS is not set: there is nothing to encrypt with."))
    with open_work(settings) as work:
        count = rekey(work, Cipher(settings.encryption_keys))
    text = ngettext(
        "The tokens of {count} installation are encrypted with the first key.",
        "The tokens of {count} installations are encrypted with the first key.",
        count,
    )
    print(text.format(count=count))
