"""Making and ending secret links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.kinds import Passed
from bot.core.rights import Need, Right
from bot.links import store
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, MINE, LinkKind, LinkView, stream_in
from bot.links.tables import SecretLink

MOST_OF_A_PERSON = 20
_PATHS = {
    LinkKind.CALENDAR: "calendar/{token}.ics",
    LinkKind.PAGE: "plan/{token}",
    LinkKind.ANSWER: "reply/{token}",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A new link: its id and its address, which is known here and now only."""

    link_id: int
    url: str


def url_of(base_url: str, kind: LinkKind, token: str) -> str:
    """The address that a token opens."""
    return f"{base_url}/{_PATHS[kind].format(token=token)}"


def load_scope(act: MakeLink, edit: Edit) -> None:
    """Check that there is what a link would open.

    Raises:
        UserError: an unknown stream, a page of one person, or too many links.
    """
    stream = stream_in(act.scope)
    if stream is not None and stream not in edit.facts.group.labels:
        raise UserError(_("There is no stream {stream} in this group.").format(stream=stream[:60]))
    if stream is None and act.scope not in (MINE, GROUP):
        raise UserError(_("A link is for what is yours, for a stream, or for the whole group."))
    if act.kind is LinkKind.ANSWER or (act.kind is LinkKind.PAGE and act.scope == MINE):
        raise UserError(_("A page shows a stream or the whole group."))


def need_to_make(act: MakeLink, _nothing: None, _edit: Edit) -> Need:
    """The right that the link takes."""
    return act.need


def make_link(act: MakeLink, edit: Edit, _nothing: None) -> Made:
    """Make a link, and tell its address.

    Raises:
        UserError: the person has too many already.
    """
    person_id = edit.caller.person_id
    if act.scope == MINE and person_id is None:
        raise UserError(_("A calendar of one's own is made in Slack: the command line is nobody."))
    if (
        person_id is not None
        and len(store.open_links(edit.session, edit.group.id, person_id)) >= MOST_OF_A_PERSON
    ):
        raise UserError(_("You have {count} links already; end one first.").format(count=MOST_OF_A_PERSON))
    link_id, token = store.make_link(
        edit.session, edit.group.id, person_id, act.kind, act.scope, edit.now, options=act.options
    )
    edit.audit("make-link", str(link_id), [act.kind.value, act.scope])
    return Made(link_id, url_of(edit.work.base_url, act.kind, token))


def end_links(edit: Edit, person_id: int, _user: str | None) -> Sequence[Passed]:
    """End the links of somebody who passes on what they do: they are never passed on, new ones are made."""
    for link in store.open_links(edit.session, edit.group.id, person_id):
        store.end_link(edit.session, link.id, edit.now)
        edit.audit("end-link", str(link.id), None)
    return ()


def load_link(act: EndLink, edit: Edit) -> SecretLink:
    """The link of an act, locked.

    Raises:
        UserError: the group has no such link.
    """
    link = store.link_of(edit.session, edit.group.id, act.link_id, lock=True)
    if link is None or link.kind == LinkKind.ANSWER.value:
        raise UserError(_("There is no such link. `links` lists them."))
    return link


def need_to_end(_act: EndLink, link: SecretLink, edit: Edit) -> Iterable[Need]:
    """One's own link is one's own to end; others' are the coordinator's."""
    is_own = link.person_id is not None and link.person_id == edit.caller.person_id
    return [Need(Right.EVERYBODY if is_own else Right.GOVERN)]


def ended_already(_act: EndLink, _edit: Edit, link: SecretLink) -> LinkView | None:
    """The link, where it was ended before."""
    return store.view_of(link) if link.ended_at is not None else None


def end_link(_act: EndLink, edit: Edit, link: SecretLink) -> LinkView:
    """End a link."""
    link.ended_at = edit.now
    edit.session.flush()
    edit.audit("end-link", str(link.id), None)
    return store.view_of(link)
