"""The page behind a link in a mail: it shows what would be done, as whom; pressing its button does it.

Whatever only looks (a scanner of links, a preview, somebody to whom the mail was passed on) changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from bot.core.caller import Caller
from bot.core.codec import Carried, UnknownValue
from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.core.i18n import _, language, speaking
from bot.core.people import Reader
from bot.core.perform import perform
from bot.core.registry import Looking
from bot.core.requests import Act
from bot.core.work import Work
from bot.groups.tables import Person
from bot.links import store
from bot.links.page import Page
from bot.links.rules import LinkKind, LinkView
from bot.mail.rendering import as_html
from bot.publishing.plan_page import content_policy, environment, style

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Reply:
    """Somebody who follows a link: who they are, and what they may do by it."""

    link: LinkView
    caller: Caller
    carried: tuple[Carried, ...]
    locale: str

    def chosen(self, do: str | None) -> tuple[int, Any] | None:
        """What is meant: the number in the address, or the only thing there is."""
        if do is None and len(self.carried) == 1:
            return 0, self.carried[0].request
        if do is None or not do.isdecimal() or len(do) > 3 or int(do) >= len(self.carried):
            return None
        return int(do), self.carried[int(do)].request


def show_reply(work: Work, token: str, do: str | None, now: datetime) -> Page | None:
    """What a link would do, in a sentence; of something to look at, that itself. Nothing is changed."""
    with work.database.reading() as session:
        reply = _find(work, session, token, now)
        if reply is None:
            return None
        with speaking(reply.locale):
            chosen = reply.chosen(do)
            numbered = enumerate(one.request for one in reply.carried)
            asked = [chosen] if chosen is not None else [(n, request) for n, request in numbered]
            snapshot = work.snapshot(session, reply.link.group_id)
            reader = reply.caller.reader
            acts = [
                (number, _capital(work.registry.label(one, snapshot, reader)))
                for number, one in asked
                if isinstance(one, Act)
            ]
            shown = ""
            if chosen is not None and not isinstance(chosen[1], Act):
                shown = _looked(work, session, reply, chosen[1], now)
            return _page(reply, _("Your answer"), acts, shown)


def carry_out_reply(work: Work, token: str, do: str | None, now: datetime) -> Page | None:
    """Do what was confirmed; the same link twice does it once."""
    with work.database.reading() as session:
        reply = _find(work, session, token, now)
    chosen = reply.chosen(do) if reply is not None else None
    if reply is None or chosen is None or not isinstance(chosen[1], Act):
        return None
    number, act = chosen
    caller = replace(reply.caller, request_id=f"reply:{reply.link.id}:{number}:{now.date()}")
    with speaking(reply.locale):
        try:
            done = perform(act, caller, now, work)
        except AlreadyDone:
            return _page(reply, _("That was done already; nothing happened a second time."), [], "")
        except UserError as error:
            return _page(reply, error.text, [], "")
        told = work.registry.acts[type(act)].told(done, caller.reader)
        return _page(reply, _("Thank you"), [], as_html(told.blocks, _names(reply), lambda _button: None))


def _find(work: Work, session: Session, token: str, now: datetime) -> _Reply | None:
    link = store.link_by_token(session, LinkKind.ANSWER, token)
    person = session.get(Person, link.person_id) if link is not None and link.person_id else None
    if link is None or person is None or person.is_gone or not link.is_open(now):
        return None
    facts = work.facts(session, link.group_id)
    carried = []
    for value in link.requests:
        try:
            carried.append(work.registry.decode(value))
        except UnknownValue:
            continue  # of an older version of the bot
    standing = facts.standing_of(person.id)
    caller = Caller(
        facts=facts,
        standing=standing,
        reader=Reader(standing, person.zone, person.name),
        person_id=person.id,
        person_key=(person.team_id, person.user_id),
    )
    group = facts.group.language
    return _Reply(link, caller, tuple(carried), person.language or ("fr" if group == "fr" else "en"))


def _looked(work: Work, session: Session, reply: _Reply, request: Any, now: datetime) -> str:  # noqa: ANN401
    kind = work.registry.looks.get(type(request))
    if kind is None:
        return ""
    snapshot = work.snapshot(session, reply.link.group_id)
    looking = Looking(snapshot, reply.caller, now, session, work.registry)
    try:
        shown = kind.show(request, looking)
    except UserError as error:
        return f"<p>{escape(error.text)}</p>"
    return as_html(shown.blocks, _names(reply), lambda _button: None)


def _names(reply: _Reply) -> dict[str, str]:
    people = reply.caller.facts.roster.people.values()
    return {one.user_id: one.name for one in people if one.name}


def _page(reply: _Reply, title: str, acts: list[tuple[int, str]], shown: str) -> Page:
    reader, standing = reply.caller.reader, reply.caller.standing
    name = reader.name or _("somebody without a name")
    who = _("You answer as {name}, {agency}.") if standing.agency else _("You answer as {name}.")
    values = {
        "language": language(),
        "title": title,
        "group": reply.caller.group.name,
        "who": who.format(name=name, agency=standing.agency),
        "hint": _("Nothing is done before you press. If that is not you, close this page."),
        "acts": acts,
        "yes": _("Yes, do it"),
        "shown": shown,
        "style": style(),
    }
    body = environment().get_template("reply.html").render(values).encode()
    headers = {"Content-Security-Policy": content_policy("'self'"), "X-Frame-Options": "DENY"}
    return Page(body, HTML, '""', headers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
