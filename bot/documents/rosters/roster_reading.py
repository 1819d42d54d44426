"""Reading a roster from a table: which columns it has, and what each row says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.errors import UserError
from bot.core.i18n import LANGUAGES, _
from bot.dates.folding import fold
from bot.dates.wall_time import is_zone
from bot.documents.reading.blocks import Row, Table
from bot.documents.reading.files import Format, decode, format_of
from bot.documents.reading.sheets import read_separated, read_sheets
from bot.documents.rosters.rules import Problem, RosterFile, RosterRow
from bot.groups.rules.agencies import SpeaksAs

MOST_ROWS = 500
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "agency": ("agency", "organisation", "organization", "entity", "organisme", "agence", "institution"),
    "aliases": ("alias", "aliases", "also called", "acronym", "sigle", "autre nom", "autres noms"),
    "name": ("name", "full name", "contact", "person", "nom", "nom complet", "personne"),
    "mail": ("e-mail", "email", "mail", "e-mail address", "courriel", "adresse electronique", "adresse"),
    "user": ("slack", "slack id", "member id", "user id", "identifiant slack"),
    "role": ("role", "function", "part", "fonction", "qualite"),
    "streams": ("stream", "streams", "work stream", "work streams", "volet", "volets", "lead of"),
    "zone": ("zone", "time zone", "timezone", "fuseau", "fuseau horaire"),
    "language": ("language", "langue"),
}
_ROLES: Mapping[str, str] = {
    "coordinator": "coordinator", "secretariat": "coordinator", "coordination": "coordinator",
    "coordonnateur": "coordinator", "coordonnatrice": "coordinator",
    "lead": "lead", "co-lead": "lead", "chef de file": "lead", "cochef de file": "lead",
    "focal point": "focal_point", "focal": "focal_point", "point focal": "focal_point",
    "alternate": "alternate", "suppleant": "alternate", "suppleante": "alternate",
    "representative": "representative", "member": "representative", "representant": "representative",
    "representante": "representative", "membre": "representative",
    "observer": "observer", "observateur": "observer", "observatrice": "observer",
}  # fmt: skip
_PARTS = {
    "focal_point": SpeaksAs.FOCAL_POINT,
    "alternate": SpeaksAs.ALTERNATE,
    "representative": SpeaksAs.REPRESENTATIVE,
    "observer": SpeaksAs.OBSERVER,
}
_LANGUAGES = {"english": "en", "anglais": "en", "french": "fr", "francais": "fr"}
_MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[^\s@<>,;.]{2,40}")
_USER = re.compile(r"<?@?([UW][A-Z0-9]{5,})(?:\|[^>]*)?>?")
_AND = re.compile(r"\s*(?:[,;/&]|\band\b|\bet\b)\s*")


def is_roster(data: bytes, file_name: str) -> bool:
    """Whether a file is a table of people: with agencies or names, and with addresses, ids or roles."""
    try:
        return _columns_of(_table_of(data, file_name)) is not None
    except UserError:
        return False


def read_roster(data: bytes, file_name: str, labels: Sequence[str]) -> RosterFile:
    """What the rows of a roster say; `labels` are those of the group's streams.

    Raises:
        UserError: it is no table of people, or far too long.
    """
    table = _table_of(data, file_name)
    columns = _columns_of(table)
    if columns is None:
        raise UserError(
            _(
                "I see no roster in {file}. Its first row names the columns: agency, alias, name, e-mail,"
                " Slack, role, streams, zone, language."
            ).format(file=file_name)
        )
    rows, problems = [], []
    for row in table.rows[1:]:
        if not any(cell.text for cell in row.cells):
            continue
        found, ill = _read_row(row, columns, {fold(label): label for label in labels})
        rows += [found] if found is not None else []
        problems += [Problem(row.lines[0], why) for why in ill]
    if len(rows) > MOST_ROWS:
        raise UserError(_("A roster has {most} rows at most.").format(most=MOST_ROWS))
    return RosterFile(tuple(rows), tuple(problems))


def _table_of(data: bytes, file_name: str) -> Table:
    kind = format_of(data, file_name)
    if kind is Format.EXCEL:
        source = read_sheets(data)
    elif kind is Format.TABLE:
        source = read_separated(decode(data))
    else:
        raise UserError(_("A roster is a file of separated values (.csv) or an Excel file (.xlsx)."))
    return next((block for block in source.blocks if isinstance(block, Table)), Table(()))


def _columns_of(table: Table) -> dict[str, int] | None:
    """Which column says what, by the first row; None where it is no roster."""
    named = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
    columns: dict[str, int] = {}
    for number, cell in enumerate(table.rows[0].cells if table.rows else ()):
        name = named.get(fold(cell.text).strip(" :*"))
        if name is not None:
            columns.setdefault(name, number)
    is_table = {"agency", "name"} & columns.keys() and {"mail", "user", "role"} & columns.keys()
    return columns if is_table else None


def _read_row(
    row: Row, columns: Mapping[str, int], labels: Mapping[str, str]
) -> tuple[RosterRow | None, list[str]]:
    said = {name: " ".join(row.cell(at).text.split()) or None for name, at in columns.items()}
    ill: list[str] = []
    mail, user = said.get("mail"), _USER.fullmatch(said.get("user") or "")
    if mail is not None and not _MAIL.fullmatch(mail):
        ill.append(_("“{mail}” is no mail address.").format(mail=mail[:100]))
        mail = None
    if said.get("user") and user is None:
        ill.append(
            _("“{text}” is no id of Slack's, such as U0123ABCD.").format(text=(said["user"] or "")[:60])
        )
    zone = said.get("zone")
    if zone is not None and not is_zone(zone):
        ill.append(_("{zone} is no time zone; say for example Europe/Zurich.").format(zone=zone[:60]))
        zone = None
    language = _language(said.get("language"), ill)
    role = _role(said.get("role"), ill)
    streams = _streams(said.get("streams"), labels, ill)
    is_lead = role == "lead" or (role is None and bool(streams))
    if role == "lead" and not streams:
        ill.append(_("A lead of which stream? The column of streams says that."))
    found = RosterRow(
        line=row.lines[0],
        agency=said.get("agency"),
        aliases=tuple(one for one in _AND.split(said.get("aliases") or "") if one),
        name=said.get("name"),
        mail=mail,
        user=user[1] if user else None,
        speaks_as=_PARTS.get(role or ""),
        coordinates=True if role == "coordinator" else None,
        streams=streams if is_lead else None,
        zone=zone,
        language=language,
    )
    if not found.is_person and not found.agency:
        return None, ill or [_("It names neither somebody nor an agency.")]
    return found, ill


def _language(text: str | None, ill: list[str]) -> str | None:
    if text is None:
        return None
    code = _LANGUAGES.get(fold(text), fold(text)[:2])
    if code not in LANGUAGES:
        ill.append(_("I speak English and French: `en` or `fr`."))
        return None
    return code


def _role(text: str | None, ill: list[str]) -> str | None:
    if text is None:
        return None
    role = _ROLES.get(fold(text))
    if role is None:
        ill.append(_("I do not know the role “{role}”.").format(role=text[:60]))
    return role


def _streams(text: str | None, labels: Mapping[str, str], ill: list[str]) -> tuple[str, ...] | None:
    if text is None:
        return None
    said = [one for one in _AND.split(text) if one]
    unknown = [one for one in said if fold(one) not in labels]
    if unknown:
        known = ", ".join(labels.values()) or _("none")
        told = _("There is no stream {unknown}. This group has {known}.")
        ill.append(told.format(unknown=", ".join(unknown)[:100], known=known))
    return tuple(labels[fold(one)] for one in said if fold(one) in labels) or None
