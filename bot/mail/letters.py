"""Letters: a message as a mail, whose headers hold whatever people are called."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

MOST_SUBJECT, MOST_NAME, MOST_BODY = 180, 80, 200_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person. `key` makes its Message-ID: the same letter sent again has the same one.

    `invitation` is a calendar file with its method, REQUEST or CANCEL.
    """

    key: str
    to: str
    name: str
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str
    language: str
    unsubscribe: str | None = None
    reply_to: str | None = None
    invitation: tuple[str, bytes] | None = None


def message_id_of(key: str, sender: str) -> str:
    """The Message-ID of a letter."""
    return f"<{key}@{sender.rpartition('@')[2]}>"


def compose_mail(letter: Letter) -> bytes:
    """The letter as it goes over the wire: plain text, HTML, and an invitation where there is one."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = message_id_of(letter.key, letter.sender)
    mail["From"] = _address(letter.sender_name, letter.sender)
    mail["To"] = _address(letter.name, letter.to)
    if letter.reply_to:
        mail["Reply-To"] = letter.reply_to
    mail["Subject"] = header_text(letter.subject, MOST_SUBJECT)
    # Programs that answer for somebody who is away answer no such mail.
    mail["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        mail["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(letter.text[:MOST_BODY], cte="quoted-printable")
    title = escape(header_text(letter.subject, MOST_SUBJECT))
    page = f'<!DOCTYPE html>\n<html lang="{letter.language}"><head><meta charset="utf-8">'
    page += f"<title>{title}</title></head><body>\n{letter.html[:MOST_BODY]}\n</body></html>\n"
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = letter.language  # now: what is set before goes with the old content
    if letter.invitation is not None:
        method, data = letter.invitation
        mail.add_alternative(data.decode(), subtype="calendar", params={"method": method}, cte="base64")
    return mail.as_bytes()


def header_text(text: str, limit: int) -> str:
    """A text that can be nothing but one line of a header: no breaks, no controls, no marks of direction."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:limit]


def _address(name: str, address: str) -> Address:
    local, _at, domain = address.rpartition("@")
    return Address(header_text(name, MOST_NAME), local, domain)
