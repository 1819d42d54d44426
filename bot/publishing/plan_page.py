"""The plan page: the plan for whoever has its secret link, to read only.

It shows what a group publishes: dates, statuses in a word, agendas, changes of dates. It names nobody, tells
nothing of who is late, has no notes and no links to join. No script is needed, and nothing comes from
elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts, GroupView
from bot.core.i18n import _, language, speaking
from bot.core.snapshot import Snapshot
from bot.core.work import Work
from bot.dates.texts import day_words, distance, instant_words, month_words, when_words
from bot.links import store
from bot.links.page import Page
from bot.links.rules import LinkKind, is_of_group, stream_in
from bot.meetings.agenda.rules import AgendaBook, Point
from bot.meetings.attendance.rules import How
from bot.meetings.attendance.texts import how_words
from bot.meetings.minutes.paper import write_paper
from bot.meetings.minutes.rules import MinutesBook, MinutesState, state_of
from bot.meetings.minutes.views import minutes_view
from bot.picture.texts import pictures_of
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.items import CALLED_OFF, Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import Scope, today_in, upcoming
from bot.plan.texts.naming import format_words, status_words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
NEWS_FOR, MOST_NEWS, MOST_NEXT = timedelta(days=30), 10, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the page shows it: words alone."""

    key: str
    title: str
    when: str
    status: str
    streams: str
    look: str
    far: str = ""
    place: str = ""
    agenda: tuple[tuple[str, Sequence[tuple[str, str]]], ...] = ()
    """The text of each point, with the name and address of each paper that is open."""
    minutes: Mapping[str, Any] | None = None
    """What the adopted minutes say, by the names of their template."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page tells of meetings beside their dates: who sees the plan may read it."""

    published: Mapping[int, Sequence[Point]]
    """The points of the agendas that are published, by the id of the meeting."""
    minutes: Mapping[int, Mapping[str, Any]]
    """The minutes that are adopted, by the id of the meeting; see `Paper`."""


def build_plan_page(work: Work, token: str, now: datetime, wanted: str | None = None) -> Page | None:
    """The page of a token, in its group's language or the one that is wanted; None where it is ended."""
    with work.database.reading() as session:
        link = store.link_by_token(session, LinkKind.PAGE, token)
        if link is None or not link.is_open(now):
            return None
        facts = work.facts(session, link.group_id)
        if not is_of_group(link, facts):
            return None
        with speaking(wanted or facts.group.language):
            body = _page(work, session, facts, stream_in(link.scope), now)
    if link.used_at is None or now - link.used_at > store.A_DAY:
        with work.database.writing() as session:
            store.note_use(session, link.id, now)
    headers = {"Content-Security-Policy": content_policy(), "X-Frame-Options": "DENY"}
    return Page(body, "text/html; charset=utf-8", f'"{hashlib.sha256(body).hexdigest()[:32]}"', headers)


def _page(work: Work, session: Session, facts: GroupFacts, stream: str | None, now: datetime) -> bytes:
    snapshot = work.snapshot(session, facts.group.id, facts.revision)
    group, scope = facts.group, Scope(stream=stream)
    items = [item for item in snapshot[Plan].items if scope.holds(item, now, group.zone)]
    told = _told(session, snapshot, items, now)
    pairs = changes_of_items(
        session, group.id, {item.id: item for item in items}, now - NEWS_FOR, MOST_NEWS * 3
    )
    drawings = pictures_of(items, group, scope, now, anchors=snapshot[Anchors].all) if items else []
    ahead = upcoming([item for item in items if item.is_meeting], Scope(), now, group.zone)[:MOST_NEXT]
    values = {
        "language": language(),
        "name": stream or group.name,
        "title": _("{name}: workplan").format(name=stream or group.name),
        "as_of": _("As of {day}. Times are those of {zone} where no other place is named.").format(
            day=day_words(today_in(group.zone, now)), zone=group.zone
        ),
        "pictures": [drawing.svg for drawing in drawings],
        "next": [_entry(item, group, now, told) for item in ahead],
        "months": _months(items, group, now, told),
        "news": _news(session, pairs, group),
        "style": style(),
        "words": _words(),
        "languages": {"en": "English", "fr": "Français"},
    }
    return environment().get_template("plan.html").render(values).encode()


def _words() -> Mapping[str, str]:
    """The fixed words of the page."""
    return {
        "skip": _("Go to the list"),
        "glance": _("At a glance"),
        "next": _("Next meetings"),
        "list": _("The plan by month"),
        "news": _("What has changed lately"),
        "nothing_next": _("No meeting lies ahead."),
        "nothing": _("The plan is empty."),
        "no_news": _("Nothing has changed within a month."),
        "as_table": _("The list below says the same as the picture."),
        "when": _("When"),
        "what": _("What"),
        "status": _("Status"),
        "agenda": _("Agenda"),
        "minutes": _("Minutes"),
        "file": _("The text is the file “{name}”"),
        "private": _("This address is a secret: whoever has it can read this page."),
    }


def _told(session: Session, snapshot: Snapshot, items: Sequence[Item], now: datetime) -> _Told:
    """Agendas that are published, minutes that are adopted: nothing that may still change.

    Whose the actions are, and by when, is for the group alone.
    """
    book, days, zone = snapshot[MinutesBook], snapshot.facts.rules.days, snapshot.facts.group.zone
    adopted = [
        item
        for item in items
        if item.id in book.records and state_of(book.of(item.id), days, zone, now) is MinutesState.ADOPTED
    ]
    minutes = {}
    for item in adopted:
        view = minutes_view(snapshot, session, item, now)
        parties = {how: ", ".join(one.name for one in view.participants if one.how is how) for how in How}
        minutes[item.id] = {
            **write_paper(view, {}).values,
            "participants": [(how_words(how), names) for how, names in parties.items() if names],
            "file": view.record.file_name,
        }
    agendas = snapshot[AgendaBook]
    return _Told({item_id: agendas.of(item_id) for item_id in agendas.published}, minutes)


def _open_papers(point: Point) -> list[tuple[str, str]]:
    return [(paper.language.upper() or _("paper"), paper.url) for paper in point.papers if paper.is_open]


def _entry(item: Item, group: GroupView, now: datetime, told: _Told) -> Entry:
    return Entry(
        key=item.key,
        title=item.title,
        when=when_words(item.when, group.zone) if item.when.start else _("no date yet"),
        status=status_words(item.status),
        streams=", ".join(item.streams) or group.label,
        look="gone" if item.status in CALLED_OFF else "open",
        far=distance(item.when, now, group.zone) if item.is_open else "",
        place=", ".join(filter(None, (item.venue, format_words(item.format) if item.format else None))),
        agenda=tuple((point.text, _open_papers(point)) for point in told.published.get(item.id, ())),
        minutes=told.minutes.get(item.id),
    )


def _months(
    items: Sequence[Item], group: GroupView, now: datetime, told: _Told
) -> list[tuple[str, list[Entry]]]:
    found: dict[str, list[Entry]] = {}
    undated = _("Without a date")
    for item in sorted(items, key=Item.sort_key):
        when = item.when
        day = when.first_day if when.is_dated else when.last_day
        month = month_words(day) if day is not None else undated
        found.setdefault(month, []).append(_entry(item, group, now, told))
    return list(found.items())


def _news(session: Session, pairs: Sequence[Any], group: GroupView) -> list[tuple[str, str]]:
    """Dates that were set or moved, and what was called off: no word of who, why, or what is late."""
    told = []
    by_key = {item.key: item for _change, item in pairs}
    for view in news_of(session, pairs):
        item = by_key[view.key]
        day = instant_words(view.at, group.zone).rsplit(",", 1)[0]
        if view.action == "when":
            text = _("{item}: new date, {when}").format(
                item=f"{item.key} {item.title}", when=when_words(item.when, group.zone)
            )
        elif item.status in CALLED_OFF:
            text = _("{item}: called off").format(item=f"{item.key} {item.title}")
        else:
            continue
        told.append((day, text))
    return told[:MOST_NEWS]


@lru_cache
def style() -> str:
    """The style sheet, which stands in the page itself."""
    return (TEMPLATES / "plan.css").read_text(encoding="utf-8")


@lru_cache
def content_policy(form: str = "'none'") -> str:
    """What a page may load: its own style sheet alone, known by its digest; `form`: where to answer."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action {form};"
        " frame-ancestors 'none'"
    )


@lru_cache
def environment() -> Environment:
    """The templates of all pages; everything that is filled in is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here: loaded with the first page

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
