"""What SMTP_URL, MAIL_FROM and MAIL_INBOX have to be like, and that they only work together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.errors import SettingsError
from bot.core.i18n import _

SMTP = r"smtps?://[^\s/]+/?(\?starttls=(required|auto|never))?"
# A password goes there: in the clear only as far as this machine.
IMAP = r"imaps://[^\s/@]+:[^\s/@]+@[^\s/@]+(/\S+)?|imap://[^\s/@]+:[^\s/@]+@(127\.0\.0\.1|localhost)(:\d+)?(/\S+)?"
ADDRESS = r"[^\s@<>\"',;]+@[\w-]+(\.[\w-]+)+"


def smtp_cure() -> str:
    """What an address of a mail server looks like."""
    return _("has to be like smtp://host?starttls=required or smtps://user:password@host:465.")


def sender_cure() -> str:
    """What a sender's address looks like."""
    return _("has to be a mail address, such as img@example.org.")


def inbox_cure() -> str:
    """What an address of a mailbox looks like."""
    return _("has to be like imaps://user:password@host; imap:// goes on this machine alone.")


MAIL: Mapping[str, tuple[str, Callable[[], str]]] = {
    "smtp_url": (SMTP, smtp_cure),
    "mail_from": (ADDRESS, sender_cure),
    "mail_inbox": (IMAP, inbox_cure),
}
"""What each of them has to look like, and what is said where it does not."""


def check_mail(smtp_url: str | None, mail_from: str | None, mail_inbox: str | None = None) -> None:
    """Make sure that mail can be sent or not at all, and that an inbox belongs to it.

    Raises:
        SettingsError: names the one that is missing.
    """
    if (smtp_url is None) is not (mail_from is None):
        absent = "SMTP_URL" if smtp_url is None else "MAIL_FROM"
        text = _("{name} is not set: mail is sent only where both SMTP_URL and MAIL_FROM are.")
        raise SettingsError(text.format(name=absent))
    if mail_inbox is not None and smtp_url is None:
        raise SettingsError(_("MAIL_INBOX is of use only where SMTP_URL and MAIL_FROM are set."))
