"""The page behind a link in a mail: it shows what would be done, as whom; pressing its button does it.

Whatever only looks (a scanner of links, a preview, somebody to whom the mail was passed on) changes nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from bot.core.caller import Caller
from bot.core.codec import Carried, UnknownValue, Unsent, encode
from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.core.i18n import _, language, speaking
from bot.core.perform import perform
from bot.core.registry import Looking
from bot.core.requests import Act, Form, Look, Request
from bot.core.work import Work
from bot.groups.tables import Person
from bot.links import store
from bot.links.page import Page
from bot.links.rules import LinkKind, LinkView
from bot.mail.callers import caller_outside, locale_of
from bot.mail.rendering import Link, as_html
from bot.publishing.html_forms import Posted, as_form, can_be_filled_in, empty_field, submitted_view
from bot.publishing.plan_page import content_policy, environment, style
from bot.slack.blocks import SHARE
from bot.slack.submitted import FieldError, read_submission

HTML = "text/html; charset=utf-8"
MOST_REQUESTS = 60
DO, ONCE, SEEN = "do", "once", "seen"
"""The page's own fields: what is chosen, this one press, and what stood there when the form was shown."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """Somebody who follows a link: who they are, and what they may do by it."""

    link: LinkView
    caller: Caller
    carried: tuple[Carried, ...]
    locale: str
    looking: Looking

    def chosen(self, do: str | None) -> tuple[int, Request] | None:
        """What is meant: the number in the address, or the only thing there is."""
        if do is None and len(self.carried) == 1:
            return 0, self.carried[0].request
        if do is None or not do.isdecimal() or len(do) > 3 or int(do) >= len(self.carried):
            return None
        return int(do), self.carried[int(do)].request

    def html(self, blocks: Any) -> str:  # noqa: ANN401 - of any message
        """Blocks as HTML, with those of their buttons that this link has."""
        return as_html(blocks, self.names, self._link_of)

    def _link_of(self, element: Mapping[str, Any]) -> Link | None:
        value = element.get("value")
        packed = encode(value.request, value.group_id) if isinstance(value, Unsent) else str(value or "")
        if element.get("type") != "button" or element.get("action_id") == SHARE:
            return None
        if packed not in self.link.requests:
            return None
        return Link(element["text"]["text"], f"?{DO}={self.link.requests.index(packed)}")

    @property
    def names(self) -> dict[str, str]:
        """How people are called, by user id."""
        people = self.caller.facts.roster.people.values()
        return {one.user_id: one.name for one in people if one.name}


def show_reply(work: Work, token: str, do: str | None, now: datetime) -> Page | None:
    """What a link would do, in a sentence; of something to look at, that itself. Nothing is changed."""
    with work.database.reading() as session:
        reply = _find(work, session, token, now)
        if reply is None:
            return None
        with speaking(reply.locale):
            chosen = reply.chosen(do)
            if chosen is not None and isinstance(chosen[1], Form):
                return _form_page(reply, chosen[0], chosen[1])
            if chosen is not None and isinstance(chosen[1], Look):
                return _page(reply, _("Your answer"), [], _looked(reply, chosen[1]))
            numbered = enumerate(one.request for one in reply.carried)
            asked = [chosen] if chosen is not None else list(numbered)
            acts = [(number, reply.looking.label(one)) for number, one in asked if isinstance(one, Act)]
            others = [
                f'<p><a href="?{DO}={number}">{escape(_capital(reply.looking.label(one)))}</a></p>'
                for number, one in asked
                if not isinstance(one, Act)
            ]
            return _page(reply, _("Your answer"), acts, "\n".join(others))


def carry_out_reply(work: Work, token: str, posted: Posted, now: datetime) -> Page | None:
    """Do what was confirmed, or what a form says; the same press twice does it once."""
    do, once = (next(iter(posted.get(name, ())), "") for name in (DO, ONCE))
    with work.database.reading() as session:
        reply = _find(work, session, token, now)
        # What a mail program sends to unsubscribe names nothing: its link is for that one thing.
        chosen = reply.chosen(do or None) if reply is not None else None
        if reply is None or chosen is None or isinstance(chosen[1], Look):
            return None
        number, request = chosen
        with speaking(reply.locale):
            if isinstance(request, Form):
                read = _read_form(reply, number, request, posted)
                if isinstance(read, Page):
                    return read
                request = read
    assert isinstance(request, Act)
    # Without a mark of its own a press counts once a day.
    once = once if once.isalnum() and len(once) <= 32 else str(now.date())
    caller = replace(reply.caller, request_id=f"reply:{reply.link.id}:{number}:{once}")
    with speaking(reply.locale):
        try:
            done = perform(request, caller, now, work)
        except AlreadyDone:
            return _page(reply, _("That was done already; nothing happened a second time."), [], "")
        except UserError as error:
            return _page(reply, error.text, _offered(work, reply, request, error, now), "")
        told = work.registry.acts[type(request)].told(done, caller.reader)
        return _page(reply, _("Thank you"), [], reply.html(told.blocks))


def _offered(
    work: Work, reply: _Reply, request: Act, error: UserError, now: datetime
) -> list[tuple[int, str]]:
    """The same act anew, where what it was decided on has changed: the link can do that, too."""
    anew = [one for one in error.offers if isinstance(one, type(request))]
    if not anew or len(reply.link.requests) + len(anew) > MOST_REQUESTS:
        return []
    with work.database.writing() as session:
        first = store.add_requests(session, reply.link.id, [encode(one, reply.link.group_id) for one in anew])
    with work.database.reading() as session:
        snapshot = work.snapshot(session, reply.link.group_id)
        looking = replace(reply.looking, snapshot=snapshot, session=session, now=now)
        return [(first + number, looking.label(one)) for number, one in enumerate(anew)]


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
    caller, locale = caller_outside(person, facts), locale_of(person, facts)
    looking = Looking(work.snapshot(session, link.group_id), caller, now, session, work.registry)
    return _Reply(link, caller, tuple(carried), locale, looking)


def _looked(reply: _Reply, request: Look) -> str:
    kind = reply.looking.registry.looks.get(type(request))
    if kind is None:
        return ""
    try:
        shown = kind.show(request, reply.looking)
    except UserError as error:
        return f"<p>{escape(error.text)}</p>"
    return reply.html(shown.blocks)


def _view_of(reply: _Reply, form: Form) -> dict[str, Any]:
    """The form as it would open in Slack.

    Raises:
        UserError: it is not for this person, or its matter is over.
    """
    looking, kind = reply.looking, reply.looking.registry.forms[type(form)]
    reply.caller.require(kind.need(form, looking.snapshot), kind.name_of(form, looking.snapshot))
    view: dict[str, Any] = kind.build(form, looking)
    if not can_be_filled_in(view):
        raise UserError(_("That form can only be filled in in Slack."))
    return view


def _form_page(
    reply: _Reply, number: int, form: Form, posted: Posted | None = None, error: UserError | None = None
) -> Page:
    """The form to fill in; with what was filled in before, and what was wrong with it."""
    try:
        view = _view_of(reply, form)
    except UserError as refused:
        return _page(reply, refused.text, [], "")
    seen = json.loads(view["private_metadata"]).get("basis", "")
    if posted is not None:
        seen = next(iter(posted.get(SEEN, ())), seen)
    wrong = error.field if isinstance(error, FieldError) else ""
    return _page(
        reply, view["title"]["text"], [], "", number=number, seen=seen, submit=view["submit"]["text"],
        form=as_form(view, reply.names, posted, wrong), error=error.text if error is not None else "",
    )  # fmt: skip


def _read_form(reply: _Reply, number: int, form: Form, posted: Posted) -> Act | Page:
    """The act that a filled-in form makes; else the page that says what is wrong, or what it shows."""
    try:
        view = _view_of(reply, form)
        if name := empty_field(view, posted):
            raise FieldError(name, _("Please fill in all fields that are not optional."))
        if seen := next(iter(posted.get(SEEN, ())), ""):
            view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"]), "basis": seen})
        given = read_submission(submitted_view(view, posted))
        read = reply.looking.registry.forms[type(form)].read(form, given, reply.looking)
    except UserError as error:
        return _form_page(reply, number, form, posted, error)
    if isinstance(read, Act):
        return read
    return _page(reply, _("Your answer"), [], _looked(reply, read) if isinstance(read, Look) else "")


def _page(
    reply: _Reply,
    title: str,
    acts: list[tuple[int, str]],
    shown: str,
    *,
    number: int = 0,
    form: str = "",
    seen: str = "",
    submit: str = "",
    error: str = "",
) -> Page:
    reader, standing = reply.caller.reader, reply.caller.standing
    name = reader.name or _("somebody without a name")
    who = _("You answer as {name}, {agency}.") if standing.agency else _("You answer as {name}.")
    values = {
        "language": language(),
        "title": title,
        "group": reply.caller.group.name,
        "who": who.format(name=name, agency=standing.agency),
        "hint": _("Nothing is done before you press. If that is not you, close this page."),
        "acts": [(at, _capital(label)) for at, label in acts],
        "yes": _("Yes, do it"),
        "shown": shown,
        "number": number,
        "form": form,
        "seen": seen,
        "submit": submit,
        "error": error,
        "once": secrets.token_hex(8),
        "style": style(),
    }
    body = environment().get_template("reply.html").render(values).encode()
    headers = {"Content-Security-Policy": content_policy("'self'"), "X-Frame-Options": "DENY"}
    return Page(body, HTML, '""', headers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
