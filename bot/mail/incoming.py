"""What came in by mail, understood: the reply of a calendar program, or a letter that did not arrive."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

_OURS = re.compile(r"<([\w-]{16})@[^<>\s]+>")
_NOT_GENUINE = re.compile(r"\b(?:dmarc|spf|dkim)=(?:fail|softfail)\b", re.IGNORECASE)
MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """What somebody's calendar program says: of which entry, of which state of it, and how it answers."""

    sender: str
    uid: str
    sequence: int
    answer: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that did not arrive: the key in its Message-ID, and why, as mail systems number it."""

    key: str
    status: str
    message_id: str


def understand_mail(data: bytes) -> CalendarReply | Bounce | None:
    """What a message says; None where it is for people."""
    try:
        mail = email.message_from_bytes(data, policy=default)
        parts = [part for _n, part in zip(range(MOST_PARTS), mail.walk(), strict=False)]
        return _bounce(mail, parts) or _reply(mail, parts)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
        # The library's own faults with broken mail are many; whatever it is, people may make sense of it.
        return None


def _bounce(mail: EmailMessage, parts: list[EmailMessage]) -> Bounce | None:
    if mail.get_content_type() != "multipart/report" or mail.get_param("report-type") != "delivery-status":
        return None
    status = next((one for part in parts for one in _failures(part)), None)
    keys = (found[1] for part in parts for found in _OURS.finditer(_original(part)))
    key = next(keys, None)
    return Bounce(key, status, str(mail["Message-ID"] or "")) if status and key else None


def _failures(part: EmailMessage) -> Iterator[str]:
    """The final statuses of a report: 5.1.1 and its like; a delay is none."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in part.get_payload():
        if isinstance(block, email.message.Message) and str(block["Action"]).strip().lower() == "failed":
            status = str(block["Status"] or "").strip()
            if re.fullmatch(r"5\.\d{1,3}\.\d{1,3}", status):
                yield status


def _original(part: EmailMessage) -> str:
    """The heading of the letter that is sent back with a report."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return str(inner["Message-ID"] or "") if isinstance(inner, email.message.Message) else ""
    if part.get_content_type() == "text/rfc822-headers":
        found = re.search(r"(?im)^message-id:\s*(<[^<>\s]+>)", str(part.get_content()))
        return found[1] if found else ""
    return ""


def _reply(mail: EmailMessage, parts: list[EmailMessage]) -> CalendarReply | None:
    text = next((str(one.get_content()) for one in parts if one.get_content_type() == "text/calendar"), "")
    sender = parseaddr(str(mail["From"] or ""))[1].lower()
    checked = " ".join(str(one) for one in mail.get_all("Authentication-Results", ()))
    if "METHOD:REPLY" not in text.upper().replace(" ", "") or not sender or _NOT_GENUINE.search(checked):
        return None
    from icalendar import Calendar  # here: few messages are replies

    [event] = Calendar.from_ical(text).walk("VEVENT")
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    for attendee in attendees:
        if str(attendee).lower().removeprefix("mailto:") == sender:
            answer = str(attendee.params.get("PARTSTAT", "")).upper()
            sequence = int(event.get("SEQUENCE", 0))
            return CalendarReply(sender, str(event["UID"]), sequence, answer, str(mail["Message-ID"] or ""))
    return None
