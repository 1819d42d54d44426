"""Invitations: one meeting for one person, by mail (RFC 5546: REQUEST and CANCEL)."""

from __future__ import annotations

from bot.calendar import lines
from bot.calendar.writing import Outline, write_calendar
from bot.core.group import GroupView
from bot.plan.rules.items import CALLED_OFF, Item


def invitation(
    item: Item, group: GroupView, organiser: str, attendee: str, name: str, *, asks: bool = False
) -> tuple[str, bytes]:
    """The method and the file of an invitation, or of its cancellation.

    Only where the bot reads what calendar programs answer is an answer asked for; none can propose another
    time.
    """
    method = "CANCEL" if item.status in CALLED_OFF else "REQUEST"
    outline = Outline(group, group.name, is_personal=True, organiser=organiser)
    body = write_calendar([item], outline)
    invited = lines.folded(
        [
            f"ATTENDEE;CN={lines.quoted(name or attendee)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;"
            f"RSVP={'TRUE' if asks else 'FALSE'}:mailto:{lines.address(attendee)}",
            "X-MICROSOFT-DISALLOW-COUNTER:TRUE",
        ]
    )
    body = body.replace(b"END:VEVENT\r\n", invited + b"END:VEVENT\r\n")
    kept = [
        line for line in body.split(b"\r\n") if not line.startswith((b"REFRESH-", b"X-PUBLISHED", b"NAME:"))
    ]
    return method, b"\r\n".join(kept).replace(b"METHOD:PUBLISH", f"METHOD:{method}".encode())
