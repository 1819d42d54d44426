"""Questions that wait for one person's yes or no: past items, proposals, lost messages, the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.group import GroupView
from bot.core.i18n import _, listing, ngettext
from bot.core.notices import is_person
from bot.dates.texts import instant_words, when_words
from bot.groups.acts import RoleForm
from bot.plan.rules.views import PlannedNotice
from bot.plan.texts.naming import item_name, spoken
from bot.reminders.acts import AnswerLost, PastForm, Reminders, SettlePast, StartReminders
from bot.reminders.rules.notice_views import PastItems
from bot.slack.blocks import actions, asking_first, context, paragraphs, press, section
from bot.slack.escaping import bullets, channel, mention, quoted
from bot.slack.message import Message, compose

MOST_LISTED = 15
ARCHIVED = ("channel_is_archived", "is_archived")
"""What Slack answers where a channel is archived."""


def build_past(past: PastItems) -> Message:
    """Items of an import that lie in the past and are still open: asked about in one message."""
    group, count = past.group, len(past.items)
    question = ngettext(
        "{count} item lies in the past and is still open. Is it done?",
        "{count} items lie in the past and are still open. Are they done?",
        count,
    ).format(count=count)
    shown = [f"{item_name(item)} · {when_words(item.when, group.zone)}" for item in past.items[:MOST_LISTED]]
    sure = ngettext("{count} item becomes done or held.", "{count} items become done or held.", count)
    confirm = asking_first(_("All done?"), sure.format(count=count), _("All done"), _("Not yet"))
    why = _("You get this because you coordinate {group}; it is asked once.")
    blocks = [
        section(f"*{question}*"),
        *(section(text) for text in paragraphs(bullets(shown, count - len(shown)).split("\n"))),
        *actions(
            [
                press(_("All done"), group.id, SettlePast(), style="primary", confirm=confirm),
                press(_("Let me choose"), group.id, PastForm()),
            ]
        ),
        context(why.format(group=_name(group))),
    ]
    return compose(f"{question} {spoken(past.items, past.now, group.zone)}", blocks)


def build_settled() -> Message:
    """What stands in place of a note once nothing in it needs anybody any more."""
    text = _("✔ Nothing of this is open any more. Thank you.")
    return compose(text, [section(text)])


def build_dead_letter(
    row_id: int,
    group: GroupView | None,
    *,
    called: str,
    recipient: str,
    due_at: datetime,
    zone: str,
    refusal: str | None = None,
) -> Message:
    """A message whose fate could not be found out: a person looks, and says which it was.

    `refusal` is Slack's code where it is certain that it was not posted: then there is a cause to remove.
    """
    place = mention(recipient) if is_person(recipient) else channel(recipient)
    text = _(
        "I could not find out whether a message was posted: {kind}, for {place}, due {time}."
        " Please look there and tell me."
    )
    if refusal in ARCHIVED:
        text = _(
            "I could not post a message: {kind}, for {place}, due {time}. That channel is archived:"
            " unarchive it or choose another; then press the button."
        )
    elif refusal is not None:
        text = _(
            "I could not post a message: {kind}, for {place}, due {time}. Slack says `{refusal}`."
            " If it is a channel, invite me there; then press the button."
        )
    text = text.format(kind=called, place=place, time=instant_words(due_at, zone), refusal=refusal or "")
    group_id = group.id if group else 0
    buttons = [press(_("Post it again"), group_id, AnswerLost(row_id, posted=False))]
    if refusal is None:
        buttons.insert(0, press(_("It was posted"), group_id, AnswerLost(row_id, posted=True)))
    why = _("You get this because you coordinate {group}.").format(group=_name(group)) if group else ""
    return compose(text, [section(text), *actions(buttons), *([context(why)] if why else [])])


def build_lost_settled(called: str, recipient: str, *, is_posted: bool) -> Message:
    """What stands in place of the question about a message, once somebody has answered it."""
    place = mention(recipient) if is_person(recipient) else channel(recipient)
    text = _("✔ I post it again: {kind}, for {place}.")
    if is_posted:
        text = _("✔ It was posted: {kind}, for {place}.")
    told = text.format(kind=called, place=place)
    return compose(told, [section(told)])


def build_no_coordinator(group: GroupView, gone: Sequence[str], _command: str = "/img") -> Message:
    """That nobody coordinates a group any more: what happens meanwhile, and who appoints the next."""
    who = listing([mention(user_id) for user_id in gone])
    told = _("{group} has no coordinator any more: {people} left this workspace.").format(
        group=_name(group), people=who
    )
    appoint = _(
        "An owner or admin of the workspace, or whoever installed me, can appoint the next:"
        " the button asks who it is. Until then the leads are asked what the coordinator would be."
    )
    row = [press(_("Appoint a coordinator"), group.id, RoleForm())]
    why = _("You get this once, because you lead a part of the group or run this workspace.")
    return compose(f"{told} {appoint}", [section(f"*{told}*\n{appoint}"), *actions(row), context(why)])


def build_start_reminders(
    group: GroupView, people: int, channels: Sequence[str], first: Sequence[PlannedNotice] = ()
) -> Message:
    """After an import: nothing is sent before someone says so, who knows how many people it reaches."""
    reach = ngettext("{count} person", "{count} people", people).format(count=people)
    places = " ".join(channel(one) for one in channels[:10]) or _("no channel")
    text = _("Reminders for {group} are off. Once started, they reach {people} and {channels}.").format(
        group=_name(group), people=reach, channels=places
    )
    lines = [text]
    if first:
        lines.append(f"*{_('The first would be')}*")
        lines += [
            f"• {instant_words(notice.due_at, group.zone)} · {quoted(notice.called, 80)}"
            for notice in first[:5]
        ]
    sure = _("They will reach {people}, from now on.").format(people=reach)
    confirm = asking_first(_("Start reminders?"), sure, _("Start"), _("Not yet"))
    buttons = [
        press(_("Start reminders"), group.id, StartReminders(), style="primary", confirm=confirm),
        press(_("What would be sent"), group.id, Reminders(30)),
    ]
    return compose(text, [section("\n".join(lines)), *actions(buttons)])


def _name(group: GroupView) -> str:
    return quoted(group.name, 100)
