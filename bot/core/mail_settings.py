"""What SMTP_URL and MAIL_FROM have to be like, and that they only work together."""

from __future__ import annotations

from bot.core.errors import SettingsError
from bot.core.i18n import _

SMTP = r"smtps?://[^\s/]+/?(\?starttls=(required|auto|never))?"
ADDRESS = r"[^\s@<>\"',;]+@[\w-]+(\.[\w-]+)+"


def smtp_cure() -> str:
    """What an address of a mail server looks like."""
    return _("has to be like smtp://host?starttls=required or smtps://user:password@host:465.")


def sender_cure() -> str:
    """What a sender's address looks like."""
    return _("has to be a mail address, such as img@example.org.")


def check_mail(smtp_url: str | None, mail_from: str | None) -> None:
    """Make sure that there are both or none.

    Raises:
        SettingsError: names the one that is missing.
    """
    if (smtp_url is None) is not (mail_from is None):
        absent = "SMTP_URL" if smtp_url is None else "MAIL_FROM"
        text = _("{name} is not set: mail is sent only where both SMTP_URL and MAIL_FROM are.")
        raise SettingsError(text.format(name=absent))
