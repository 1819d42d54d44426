"""Letters: a message as a mail, whose headers hold whatever people are called."""

from __future__ import annotations

from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

PLACE = "subject"
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
    mail["From"] = letter.sender
    mail["To"] = letter.to
    if letter.reply_to:
        mail["Reply-To"] = letter.reply_to
    mail["Subject"] = PLACE
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
    words = {
        b"From: " + letter.sender.encode(): _address("From", letter.sender_name, letter.sender),
        b"To: " + letter.to.encode(): _address("To", letter.name, letter.to),
        b"Subject: " + PLACE.encode(): _encoded("Subject", header_text(letter.subject, MOST_SUBJECT)),
    }
    data = mail.as_bytes()
    for plain, full in words.items():
        data = data.replace(b"\r\n" + plain + b"\r\n", b"\r\n" + full + b"\r\n", 1)
    return data


def header_text(text: str, limit: int) -> str:
    """A text that can be nothing but one line of a header: no breaks, no controls, no marks of direction."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:limit]


def _encoded(header: str, text: str) -> bytes:
    """A header whose words are encoded as RFC 2047 says, as one run.

    The writer of `EmailMessage` mixes encoded and plain words, and other readers lose blanks between them.
    """
    is_plain = text.isascii() and "=?" not in text
    value = Header(text, "us-ascii" if is_plain else "utf-8", header_name=header).encode(linesep="\r\n")
    return f"{header}: {value}".encode()


def _address(header: str, name: str, address: str) -> bytes:
    """A header with one address and the name of whose it is."""
    shown = header_text(name, MOST_NAME)
    if not shown:
        return f"{header}: {address}".encode()
    if shown.isascii() and "=?" not in shown:
        inner = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'{header}: "{inner}" <{address}>'.encode()
    return _encoded(header, shown) + f"\r\n <{address}>".encode()
