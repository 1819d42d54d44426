"""Attendance as values: which agency was at which meeting, and how."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.group import GroupView
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies
from bot.plan.rules.items import Item

LONGEST_LIST = 200_000


class How(StrEnum):
    """How an agency took part."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    REGRETS = "regrets"


@dataclass(frozen=True, slots=True)
class Participant:
    """An agency (or a person who comes for none) at a meeting, with the names of its people.

    `key` is ``a`` and the id of the agency, or ``p`` and that of the person.
    """

    key: str
    name: str
    how: How
    names: str | None = None


@dataclass(frozen=True)
class AttendanceBook:
    """Who was at the meetings of a group: how, and with which names."""

    records: Mapping[int, Mapping[str, tuple[How, str | None]]] = field(default_factory=dict)

    def of(self, item_id: int, agencies: Agencies) -> tuple[Participant, ...]:
        """Who was at a meeting, by name; of agencies that were merged the one that is left."""
        found = [
            Participant(key, name, how, names)
            for key, (how, names) in self.records.get(item_id, {}).items()
            if (name := name_of(key, agencies)) is not None
        ]
        return tuple(sorted(found, key=lambda one: fold(one.name)))


@dataclass(frozen=True, slots=True)
class AttendanceChanged:
    """What came of recording it; `unknown` are names of a list that belong to nobody on the roster."""

    group: GroupView
    item: Item
    participants: tuple[Participant, ...]
    is_same: bool = False
    unknown: tuple[str, ...] = ()


def name_of(key: str, agencies: Agencies) -> str | None:
    """The agency or person of a key; None where there is none such."""
    number = int(key[1:]) if key[1:].isdecimal() else 0
    if key[:1] == "a":
        agency = agencies.by_id.get(number)
        return agency.name if agency is not None else None
    member = agencies.by_person.get(number)
    return (member.person.name or f"<@{member.person.user_id}>") if member is not None else None


def who_counts(agencies: Agencies) -> list[tuple[str, str]]:
    """Key and name of all that attendance is counted by: agencies, and people who come for none."""
    bodies = [(f"a{agency.id}", agency.name) for agency in agencies.agencies]
    alone = [
        (f"p{member.person.id}", member.person.name or f"<@{member.person.user_id}>")
        for member in agencies.members
        if member.agency_id is None and not member.is_observer
    ]
    return [*sorted(bodies, key=lambda one: fold(one[1])), *sorted(alone, key=lambda one: fold(one[1]))]


def key_named(typed: str, agencies: Agencies) -> str | None:
    """The key of an agency, or of a person who comes for none, by what people type."""
    agency = agencies.find(typed)
    if agency is not None:
        return f"a{agency.id}"
    return next((key for key, name in who_counts(agencies) if fold(name) == fold(typed.strip())), None)


_NAMES = frozenset({
    "name", "full name", "participant", "participants", "name (original name)", "user name", "nom",
    "display name", "nom complet",
})  # fmt: skip
_MAILS = frozenset({"email", "user email", "e-mail", "mail", "participant id (upn)", "email address"})


def read_list(text: str) -> list[tuple[str, str]]:
    """The people of an attendance list as Teams and Zoom write it: name and mail ("" where there is none).

    What stands before the line of headings, and sections after the people, are left out; without headings
    each line is a name.
    """
    lines = text[:LONGEST_LIST].replace("\r\n", "\n").splitlines()
    sign = "\t" if any("\t" in line for line in lines) else ";" if _has_more(lines, ";", ",") else ","
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=sign))
    head = next((at for at, row in enumerate(rows) if row and fold(row[0]).strip() in _NAMES), None)
    if head is None:
        return [(line.strip(), "") for line in lines if line.strip()]
    headings = [fold(one).strip() for one in rows[head]]
    mail = next((at for at, one in enumerate(headings) if one in _MAILS), None)
    found: dict[tuple[str, str], None] = {}
    for row in rows[head + 1 :]:
        if not row or not row[0].strip() or len(row) == 1 < len(headings):
            break  # a section ends with a blank line or the title of the next
        name = row[0].strip()
        address = row[mail].strip().lower() if mail is not None and mail < len(row) else ""
        found[name, address] = None
    return list(found)


_OF_A_MEETING = re.compile(
    r"join(?: time)?|first join|leave(?: time)?|last leave|duration.*|in-meeting duration|guest|role|arrivee"
)


def is_attendance_list(text: str) -> bool:
    """Whether a table is what Teams or Zoom write of a meeting: people, and when each came and left."""
    for row in text[:LONGEST_LIST].splitlines():
        cells = [fold(cell).strip().strip('"') for cell in re.split(r"[\t;,]", row)]
        if cells[0] in _NAMES and any(_OF_A_MEETING.fullmatch(cell) for cell in cells[1:]):
            return True
    return False


def counted(
    people: Iterable[tuple[str, str]], expected: Mapping[str, How], agencies: Agencies
) -> tuple[dict[str, How], dict[str, str], list[str]]:
    """A list of who was connected as attendance: how each took part, the names, and who is nobody known.

    Who is on the list took part remotely, unless somebody of theirs is known to have come in person; who was
    only expected remotely, and is not on it, is left out.
    """
    found, unknown = match_list(people, agencies)
    how: dict[str, How] = {
        key: one for key, one in expected.items() if one is not How.REMOTE and key not in found
    }
    how |= {key: How.IN_PERSON if expected.get(key) is How.IN_PERSON else How.REMOTE for key in found}
    return how, {key: ", ".join(names)[:500] for key, names in found.items()}, unknown


def _has_more(lines: Sequence[str], one: str, other: str) -> bool:
    return sum(line.count(one) for line in lines) > sum(line.count(other) for line in lines)


def match_list(
    people: Iterable[tuple[str, str]], agencies: Agencies
) -> tuple[dict[str, list[str]], list[str]]:
    """The names of a list by the key that they count for, and the names that belong to nobody."""
    found: dict[str, list[str]] = {}
    unknown: list[str] = []
    for name, mail in people:
        # "Otieno (UNEP)", "Bo Lind (External)": what stands behind the name is no part of it.
        shown = name.split("(")[0].strip() or name
        key = _key_of(name, mail, agencies) or _key_of(shown, mail, agencies)
        if key is None:
            unknown.append(shown)
        elif shown not in found.setdefault(key, []):
            found[key].append(shown)
    return found, unknown


def _key_of(name: str, mail: str, agencies: Agencies) -> str | None:
    for member in agencies.members:
        person = member.person
        is_theirs = bool(mail) and (person.mail or "").lower() == mail
        if is_theirs or (person.name and fold(person.name) == fold(name)):
            agency = agencies.agency_of(person.id)
            return f"a{agency.id}" if agency is not None else f"p{person.id}"
    # "Otieno (UNEP)", "UNEP - Otieno"
    for part in (one.strip() for one in name.replace("(", "-").replace(")", "").split("-")):
        agency = agencies.find(part) if part else None
        if agency is not None:
            return f"a{agency.id}"
    return None
