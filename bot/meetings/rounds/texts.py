"""Written rounds in words."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _, labelled, ngettext, quote, speaking
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.rights import Right, may
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words, instant_words
from bot.meetings.invited.texts import after, party_name, party_names
from bot.meetings.rounds.acts import (
    AnswerForm,
    AnswerRound,
    Chase,
    CloseRound,
    OpenRound,
    RoundForm,
    ShowRound,
)
from bot.meetings.rounds.rules import Kind, RoundAnswer, Rounds
from bot.meetings.rounds.views import RoundChanged, RoundView
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_words, with_note
from bot.slack.blocks import Block, Element, actions, context, paragraphs, press, section
from bot.slack.escaping import link, one_line, quoted
from bot.slack.message import Message, compose

MOST_ROWS = 60


def kind_words(kind: Kind) -> str:
    """An answer in a word."""
    return {
        Kind.NO_COMMENTS: _("no comments"),
        Kind.COMMENTS: _("comments"),
        Kind.NOMINATE: _("nominates"),
        Kind.MORE_TIME: _("wants more time"),
    }[kind]


def _about(snapshot: Snapshot, round_id: int) -> str:
    one = snapshot[Rounds].by_id.get(round_id)
    return item_words(snapshot, one.item_id) if one is not None else _("a round")


def say_open(act: OpenRound, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``ask the agencies about IMG-D1 “…” until Tue 15 May 2018: comments on the terms of reference``."""
    told = _("ask the agencies about {item} until {day}: {question}")
    if act.is_consent:
        told = _("ask the agencies about {item} until {day}, silence is consent: {question}")
    item = item_words(snapshot, act.item_id)
    return told.format(item=item, day=day_words(act.closes_on), question=one_line(act.question, 200))


def say_answer(act: AnswerRound, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``answer the round about IMG-D1 “…”: no comments``."""
    told = _("answer the round about {item}: {answer}")
    if act.agency_id is not None:
        told = _("enter an answer to the round about {item}: {answer}")
    words = told.format(item=_about(snapshot, act.round_id), answer=kind_words(act.kind))
    return with_note(words, act.note)


def say_close(act: CloseRound, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``close the round about IMG-D1 “…”``."""
    return _("close the round about {item}").format(item=_about(snapshot, act.round_id))


def label_round(_look: ShowRound, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The round, as a button names it."""
    return _("Written round: how it stands")


def label_chase(_look: Chase, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The mail to the silent, as a button names it."""
    return _("Chase")


def label_round_form(_form: RoundForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("Ask the agencies")


def label_answer_form(form: AnswerForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    if form.for_others:
        return _("Answer for an agency…")
    return _("Nominate…") if form.kind is Kind.NOMINATE else _("Comments…")


def answer_buttons(view: RoundView) -> list[Element]:
    """*No comments · Comments… · Nominate… · More time*."""
    group_id, number = view.group.id, view.round.id
    return [
        press(_("No comments"), group_id, AnswerRound(number, Kind.NO_COMMENTS)),
        press(_("Comments…"), group_id, AnswerForm(number, Kind.COMMENTS)),
        press(_("Nominate…"), group_id, AnswerForm(number, Kind.NOMINATE)),
        press(_("More time"), group_id, AnswerRound(number, Kind.MORE_TIME)),
    ]


def _question(view: RoundView) -> list[str]:
    lines = [
        _("A question about {item}:").format(item=item_told(view.item, 120)),
        quote(quoted(view.round.question, 500)),
    ]
    if view.round.link:
        lines.append(link(view.round.link))
    return lines


def count_words(view: RoundView) -> str:
    """How many agencies have answered: what a channel is told."""
    done, count = len(view.outcome.answers), len(view.outcome.asked)
    told = ngettext(
        "{done} of {count} agencies has answered", "{done} of {count} agencies have answered", done
    )
    return told.format(done=done, count=count)


def _closing(view: RoundView) -> str:
    at = instant_words(view.round.closes_at(view.group.zone), view.group.zone)
    if not view.round.is_open:
        return _("closed")
    return (_("open until {time}") if view.takes_answers else _("closed since {time}")).format(time=at)


def build_card(view: RoundView) -> Message:
    """The card that stands in a channel, the same for all."""
    small = [count_words(view), _closing(view)]
    if view.round.is_consent:
        small.append(_("Who is silent agrees."))
    blocks: list[Block] = [section("\n".join(_question(view))), context(*small)]
    if view.takes_answers:
        blocks += actions(answer_buttons(view))
    else:
        blocks.append(section(verdict(view)))
    return compose(labelled(item_plain(view.item, 100), quoted(view.round.question, 200)), blocks)


def verdict(view: RoundView) -> str:
    """What a round came to, by counts alone."""
    objecting, silent = len(view.outcome.objecting), len(view.outcome.silent)
    if objecting:
        told = ngettext(
            "{count} agency has comments or wants more time.",
            "{count} agencies have comments or want more time.",
            objecting,
        ).format(count=objecting)
        return f"{told} {_('So silence is no consent.')}" if view.round.is_consent else told
    if view.round.is_consent:
        return ngettext(
            "✔ Agreed: nobody objects, {count} agency by its silence.",
            "✔ Agreed: nobody objects, {count} agencies by their silence.",
            silent,
        ).format(count=silent)
    if silent:
        return ngettext("{count} agency is silent.", "{count} agencies are silent.", silent).format(
            count=silent
        )
    return _("✔ All have answered, and nobody has comments.")


def build_round(view: RoundView, reader: Reader | None, *, shared_by: str | None = None) -> Message:
    """What came of a round: the table by agency for those who plan the item."""
    if shared_by is not None:
        card = build_card(view)
        blocks = [block for block in card.blocks if block["type"] != "actions"]
        by = context(_("Shared by {person}").format(person=f"<@{shared_by}>"))
        return compose(card.text, [*blocks, by])
    if reader is None or not may(reader.standing, Right.PLAN, view.item):
        return build_card(view)
    blocks = [section("\n".join(_question(view))), context(count_words(view), _closing(view))]
    blocks += [section(text) for text in paragraphs(_table(view), 2800)[:10]]
    row = answer_buttons(view)[:2] if view.takes_answers else []
    if view.takes_answers:
        form = AnswerForm(view.round.id, for_others=True)
        row.append(press(_("Answer for an agency…"), view.group.id, form))
    if view.outcome.silent:
        row.append(press(_("Chase"), view.group.id, Chase(view.round.id)))
        row.append(press(_("Chase in French"), view.group.id, Chase(view.round.id, "fr")))
    if view.takes_answers:
        row.append(press(_("Close the round"), view.group.id, CloseRound(view.round.id)))
    return compose(labelled(item_plain(view.item, 100), count_words(view)), [*blocks, *actions(row)])


def _table(view: RoundView) -> list[str]:
    lines = []
    for party in view.outcome.asked[:MOST_ROWS]:
        answer = view.outcome.answers.get(party)
        lines.append(labelled(f"• {party_name(party, view.body, view.roster)}", _answer_words(answer, view)))
    return [*lines, f"*{verdict(view)}*"]


def _answer_words(answer: RoundAnswer | None, view: RoundView) -> str:
    if answer is None:
        is_agreed = not view.takes_answers and view.round.is_consent and not view.outcome.objecting
        return _("silent: agrees") if is_agreed else _("silent")
    words = kind_words(answer.kind)
    return labelled(words, quote(quoted(answer.note, 200))) if answer.note else words


def build_reminder(view: RoundView) -> Message:
    """That a round closes soon, for somebody whose agency is silent."""
    at = instant_words(view.round.closes_at(view.group.zone), view.group.zone)
    lines = [*_question(view), _("It closes on {time}.").format(time=at)]
    if view.round.is_consent:
        lines.append(_("Who is silent agrees."))
    why = context(_("You get this because your agency has not answered yet."))
    plain = labelled(item_plain(view.item, 100), quoted(view.round.question, 200))
    return compose(plain, [section("\n".join(lines)), *actions(answer_buttons(view)), why])


def build_ended(view: RoundView) -> Message:
    """The table by agency, for who asked."""
    told = _("The round about {item} is over.")
    blocks: list[Block] = [section(told.format(item=item_told(view.item)))]
    blocks += [section(text) for text in paragraphs(_table(view), 2800)[:10]]
    row = [press(_("Chase"), view.group.id, Chase(view.round.id))] if view.outcome.silent else []
    return compose(told.format(item=item_plain(view.item, 120)), [*blocks, *actions(row)])


def build_opened(done: Done[Any], _reader: Reader | None) -> Message:
    """That agencies are asked, and until when."""
    changed: RoundChanged = done.result
    view = changed.view
    count = len(view.outcome.asked)
    told = ngettext("✔ {item}: {count} agency is asked.", "✔ {item}: {count} agencies are asked.", count)
    lines = [
        told.format(item=item_told(view.item), count=count),
        f"{quote(quoted(view.round.question, 500))} · {_closing(view)}",
    ]
    if changed.moved_deadline:
        lines.append(_("The day you named is no working day, so it is open for longer."))
    buttons = after(done, press(_("How it stands"), view.group.id, ShowRound(view.round.id)))
    plain = told.format(item=item_plain(view.item, 120), count=count)
    return compose(plain, [section("\n".join(lines)), *actions(buttons)])


def build_answered(done: Done[Any], _reader: Reader | None) -> Message:
    """What was answered."""
    changed: RoundChanged = done.result
    view = changed.view
    told = (
        _("✔ {item}: {answer}.") if not changed.is_same else _("{item}: that was answered already: {answer}.")
    )
    facts = {"answer": _answer_words(changed.answer, view)}
    blocks = [section(told.format(item=item_told(view.item), **facts)), context(count_words(view))]
    return compose(told.format(item=item_plain(view.item, 120), **facts), [*blocks, *actions(after(done))])


def build_closed(done: Done[Any], _reader: Reader | None) -> Message:
    """That a round is closed, and what it came to."""
    changed: RoundChanged = done.result
    view = changed.view
    told = (
        _("✔ The round about {item} is closed.")
        if not changed.is_same
        else _("The round about {item} is closed already.")
    )
    blocks = [section(told.format(item=item_told(view.item))), section(verdict(view)), *actions(after(done))]
    return compose(told.format(item=item_plain(view.item, 120)), blocks)


def build_chase(view: RoundView, language: str) -> Message:
    """The addresses of the silent for the Bcc of a mail, and a draft of it."""
    mails, unknown = [], []
    for party in view.outcome.silent:
        people = [view.roster.people[one] for one in view.body.people_of(party) if one in view.roster.people]
        found = [one.mail for one in people if one.mail]
        mails += found
        if not found:
            unknown.append(party)
    with speaking(language):
        at = instant_words(view.round.closes_at(view.group.zone), view.group.zone)
        draft = [
            _("Subject: {item}, answer awaited").format(item=item_plain(view.item, 100)),
            _("Dear colleagues,"),
            _("We have not heard from you yet on: {question}").format(
                question=quoted(view.round.question, 500)
            ),
            view.round.link and quoted(view.round.link, 500),
            _("Please answer by {time}.").format(time=at),
            _("If we hear nothing, we take it that you agree.") if view.round.is_consent else None,
            _("With kind regards,"),
        ]
    blocks = [section(_("Bcc: {mails}").format(mails=", ".join(dict.fromkeys(mails)) or "–"))]
    if unknown:
        names = party_names(unknown, view.body, view.roster)
        blocks.append(context(_("No address is known of: {names}").format(names=names)))
    blocks.append(section("\n".join(line for line in draft if line)))
    return compose(_("A mail to the silent agencies"), blocks)
