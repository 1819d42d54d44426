"""From an entry of the outline to a draft item: agenda, facts, kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.dates.when import When
from bot.documents.draft import DraftItem
from bot.documents.reading.blocks import squeeze
from bot.documents.reading.dated import Dated
from bot.documents.reading.entries import Entry
from bot.documents.reading.facts import (
    find_actor,
    find_format,
    find_handing,
    find_length,
    is_tentative,
    strip_facts,
)
from bot.documents.reading.kinds import head_of, is_meeting, kind_of, lead_verb
from bot.documents.reading.points import find_streams, split_points, strip_markers, take_marker
from bot.documents.reading.title_dates import Title
from bot.documents.reading.words import label_named, status_named
from bot.plan.rules.items import ITEM_STATUSES, MEETING_STATUSES, Kind, Status

_LABELLED = re.compile(r"([^:]{2,40}?)\s*(?::|$)")
_TAKEN = {"agenda", "recommendations", "owner", "status", "purpose"}
_RECOMMENDED = re.compile(r"(?:it (?:would be|is) recommended|il (?:est|serait) recommandé)\b", re.IGNORECASE)
_BARE_LABEL = re.compile(r"\W*(?:agenda|items|points|topics|ordre du jour)?\W*", re.IGNORECASE)
_GOES_ON = re.compile(r"[-–—]\s+(?:and|with|plus|also|as\s+well\s+as)\s")  # "- and by teleconference for …"
_DASHES = ("-", "–", "—")
_AS_MEETING = {Status.DONE: Status.HELD, Status.DROPPED: Status.CANCELLED, Status.PLANNED: Status.TO_SCHEDULE}
_AS_TASK = {Status.HELD: Status.DONE, Status.CANCELLED: Status.DROPPED, Status.SCHEDULED: Status.PLANNED}


@dataclass(slots=True)
class _Body:
    """What stands below a title, sorted."""

    points: list[str] = field(default_factory=list)
    recommendations: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    in_recommendations: bool = False
    in_agenda: bool = False


def build_item(
    entry: Entry, title: Title, dated: Dated, streams: tuple[str, ...], *, tentative: bool
) -> DraftItem:
    """The item, still without key, dependencies and questions.

    Args:
        entry: its paragraphs and columns.
        title: what its first paragraph says.
        dated: its date, with what stood beside it.
        streams: all streams of the plan, for titles that say *both* or *all work streams*.
        tentative: whether the whole plan calls itself possible.
    """
    body = _read_body(entry, title)
    meeting = is_meeting(title.text) or (entry.meets and lead_verb(title.text) is None)
    words = " ".join(body.prose)
    beside = list(
        filter(
            None,
            (
                *entry.remarks,
                entry.columns.get("notes", ""),
                entry.columns.get("told", ""),
                dated.rest,
                dated.kept,
            ),
        )
    )
    facts = " ".join(
        (
            *title.facts,
            title.text if meeting else "",
            words,
            *beside,
            entry.columns.get("format", ""),
        )
    )
    sentences = [*body.prose, title.text]
    if words.startswith("to "):  # "**Submit the report** to the panel for endorsement"
        sentences[0] = f"{title.text} {sentences[0]}"
    handing = find_handing(*sentences, *beside) if not meeting else find_handing()
    kind = Kind.MEETING if meeting else kind_of(title.text, submits=handing.submits)[0]
    if kind in {Kind.CLOSURE, Kind.MEETING}:
        handing = find_handing()
    if kind is Kind.CLOSURE and not body.recommendations:
        body.recommendations, body.points = body.points, []
    agenda = tuple(body.points) if meeting else ()
    notes = [
        entry.section,
        *body.prose,
        *(() if meeting else body.points),
        *_left(title.facts),
        *beside,
        entry.columns.get("format", "") if not meeting else "",
    ]
    for remark in beside:
        name, rest = _label_of(remark)
        if name in {"owner", "status"} and rest:
            body.facts.setdefault(name, rest.strip(" ."))
    said = entry.columns.get("status", "")
    if said and status_named(said) is None:
        beside.append(said)
    statuses = (entry.columns.get("status"), body.facts.get("status"), *beside, *title.facts)
    when = dated.when
    return DraftItem(
        key="",
        kind=kind,
        title=title.text,
        when=when,
        ordinal=title.ordinal if meeting else None,
        streams=_streams(entry, title, streams),
        agenda=agenda,
        recommendations=tuple(body.recommendations),
        format=(find_format(facts) or _format_of_call(title.text)) if meeting else None,
        length=find_length(facts) if meeting else None,
        actor=title.actor or (find_actor(" ".join(body.prose)) if not meeting else None),
        owner=entry.columns.get("owner") or body.facts.get("owner") or title.owner,
        status=_own_status(entry, title, kind)
        or next(filter(None, (_status(said, kind, when) for said in statuses)), None),
        recipient=handing.recipient,
        forum=handing.forum,
        purpose=handing.purpose or body.facts.get("purpose"),
        notes="\n".join(dict.fromkeys(filter(None, notes))) or None,
        tentative=tentative
        or title.tentative
        or is_tentative(f"{title.text} {' '.join(entry.remarks)}")
        or dated.tentative,
        baseline=dated.baseline,
        lines=tuple(dict.fromkeys(entry.lines)),
        source_text="\n".join(entry.source),
    )


def _read_body(entry: Entry, title: Title) -> _Body:
    body = _Body()
    if title.rest and _lists_points(title):
        _add_points(body, tuple(part.strip(" .") for part in title.rest.split(";")))
    elif title.rest:
        _read_text(body, title.rest)
    for paragraph in entry.body:
        text = paragraph.text
        if (
            paragraph.level and paragraph.marker[:1] in _DASHES and _GOES_ON.match(f"- {text}")
        ) or _GOES_ON.match(text):
            _read_text(body, text)
        elif (
            paragraph.level
            or take_marker(text)[0] not in {"", "-", "–", "—"}
            or (take_marker(text)[0] and body.in_agenda)
            or (take_marker(text)[0] and not title.rest.startswith(text))
        ):
            _add_points(body, (strip_markers(text),))
        else:
            _read_text(body, text)
    return body


def _label_of(text: str) -> tuple[str, str]:
    """What a labelled line is about ("" for none), and what follows its label."""
    label = _LABELLED.match(text)
    name = label_named(label[1]) if label else None
    if label is None or name is None or (":" not in label[0] and name != "agenda"):
        return "", text
    return name, text[label.end() :].strip()


def _lists_points(title: Title) -> bool:
    """Whether a meeting's title goes on with what it is about: *2nd meeting: results; way forward*."""
    rest = title.rest
    is_plain = not (":" in rest or find_format(rest) or find_length(rest) or split_points(rest)[1])
    return is_meeting(title.text) and rest.count(";") > 0 and is_plain


def _read_text(body: _Body, text: str) -> None:
    """A piece of running text: labelled facts, points inside it, and the rest."""
    name, rest = _label_of(text)
    if name in _TAKEN and (rest or name in {"agenda", "recommendations"}):
        body.in_agenda, body.in_recommendations = name == "agenda", name == "recommendations"
        if name in {"owner", "status", "purpose"}:
            body.facts[name] = rest.rstrip(".")
        elif rest:
            lead, points = split_points(rest)
            plain = [part.strip(" .") for part in rest.split(";")] if not points else [lead, *points]
            _add_points(body, tuple(part for part in plain if part))
        return
    lead, points = split_points(text)
    lead = "" if _BARE_LABEL.fullmatch(lead) else lead
    if lead and _RECOMMENDED.match(lead):
        body.recommendations.append(lead)
    elif lead:
        body.prose.append(squeeze(re.sub(r"^[-–—]\s*", "", lead)))
    _add_points(body, points)


def _add_points(body: _Body, points: tuple[str, ...]) -> None:
    for point in points:
        one = squeeze(point)
        if body.in_recommendations or _RECOMMENDED.match(one):
            body.recommendations.append(one)
        elif one:
            body.points.append(one)


def _format_of_call(title: str) -> str | None:
    return "remote" if re.search(r"\bcalls?$", head_of(title), re.IGNORECASE) else None


def _left(facts: tuple[str, ...]) -> list[str]:
    return [fact for fact in facts if strip_facts(fact)]


def _streams(entry: Entry, title: Title, streams: tuple[str, ...]) -> tuple[str, ...]:
    if title.streams:
        return tuple(title.streams)
    if title.all_streams:
        return streams
    column = find_streams(entry.columns.get("streams", ""), streams)
    return tuple(column or entry.streams)


def _own_status(entry: Entry, title: Title, kind: Kind) -> Status | None:
    """What the item itself shows: struck out, called cancelled, ticked, done on a day, postponed."""
    if entry.struck or title.cancelled:
        return Status.CANCELLED if kind is Kind.MEETING else Status.DROPPED
    if entry.box or entry.actual:
        return Status.HELD if kind is Kind.MEETING else Status.DONE
    if title.postponed and not title.date and kind is not Kind.MEETING:
        return Status.AT_RISK
    return None


def _status(text: str | None, kind: Kind, when: When) -> Status | None:
    """The status that words name, as it is called for the kind; a planned meeting with a day is scheduled."""
    status = status_named(text) if text else None
    if status is None:
        return None
    if kind is not Kind.MEETING:
        status = _AS_TASK.get(status, status)
        return status if status in ITEM_STATUSES else None
    status = _AS_MEETING.get(status, status)
    if status is Status.TO_SCHEDULE and when.is_dated:
        return Status.SCHEDULED
    return status if status in MEETING_STATUSES else None
