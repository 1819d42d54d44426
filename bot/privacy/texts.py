"""What people read about what is stored of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.attached import Attached
from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData, MyData
from bot.privacy.rules import ErasureNotice, Stored
from bot.slack.blocks import Block, actions, asking_first, context, press, section
from bot.slack.escaping import mention, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said


def stored_blocks(stored: Stored, group_id: int) -> list[Block]:
    """The end of what one sees of oneself: how much is stored, and what can be done about it."""
    count = sum(stored.counts.values())
    told = ngettext(
        "{count} row is stored about you in all.", "{count} rows are stored about you in all.", count
    )
    lines = [told.format(count=count)]
    if stored.erased_at is not None:
        lines.append(_until(stored.erased_at))
        last = press(_("Keep it"), group_id, KeepMyData())
    else:
        last = press(_("Ask to erase it"), group_id, AskToErase(), confirm=_confirm())
    return [context(" ".join(lines)), *actions([press(_("Get it as a file"), group_id, MyData()), last])]


def _until(erased_at: Any) -> str:  # noqa: ANN401 - an instant
    return _("It will be erased on {day} at the latest, as you asked.").format(
        day=day_words(erased_at.date())
    )


def _confirm() -> dict[str, Any]:
    return asking_first(
        _("Erase what is stored about you?"),
        _(
            "The coordinators are told. Within 30 days your name, roles and preferences go; what you changed"
            " stays in the history without a name. Until then you can take it back."
        ),
        _("Ask for it"),
        _("No"),
    )


def build_my_data(count: int, make: Callable[[], bytes]) -> Message:
    """That the file is on its way, which `make` writes."""
    if not count:
        return build_said(_("Nothing is stored about you."))
    text = ngettext(
        "I send you the file in our conversation: it holds the {count} row that is stored about you.",
        "I send you the file in our conversation: it holds all {count} rows that are stored about you.",
        count,
    ).format(count=count)
    file = Attached("my-data.json", _("What is stored about me"), make)
    return Message(text, [section(text)], (file,))


def build_asked(done: Done[AskToErase], _reader: Reader | None) -> Message:
    """That the request is known, and until when it is carried out."""
    asked = done.result
    day = day_words(asked.due_at.date())
    if asked.is_same:
        text = _("You have asked for that already: it will be erased on {day} at the latest.")
    else:
        text = _(
            "✔ The coordinators are told. What is stored about you will be erased on {day} at the latest."
            " Until then you can get it as a file, or keep it."
        )
    buttons: list[tuple[str, Request]] = [(_("Get it as a file"), MyData()), (_("Keep it"), KeepMyData())]
    return build_said(text.format(day=day), buttons=buttons, group_id=done.group_id)


def build_kept(_done: Done[KeepMyData], _reader: Reader | None) -> Message:
    """That nothing is erased."""
    return build_said(_("✔ Nothing will be erased: all stays as it is."))


def build_agreed(done: Done[AgreeToErase], _reader: Reader | None) -> Message:
    """That the next round erases it."""
    if done.result.is_same:
        return build_said(_("A coordinator has agreed to that already; it is erased within ten minutes."))
    return build_said(_("✔ It will be erased within ten minutes."))


def build_erasure(notice: ErasureNotice) -> Message:
    """For coordinators: somebody wants what is stored about them erased; once decided, the card says so."""
    group, person = notice.group, mention(notice.user_id) if notice.user_id else _("Somebody")
    asked = _("{person} asks that all that is stored about them is erased.").format(person=person)
    if notice.state != "open" or notice.due_at is None:
        ends = {
            "agreed": _("✔ Agreed: it is erased within ten minutes."),
            "done": _("✔ It is erased."),
            "kept": _("The request was taken back: nothing is erased."),
        }
        text = f"{asked} {ends.get(notice.state, ends['kept'])}"
        return compose(text, [section(text)])
    day = day_words(notice.due_at.date())
    told = _(
        "Give what they own to somebody else, and see that their roles are filled: these go."
        " What they changed stays in the history, without their name. It happens by itself on {day}."
    ).format(day=day)
    confirm = asking_first(
        _("Erase it now?"), _("This cannot be taken back, by nobody."), _("Erase it"), _("Not yet")
    )
    button = press(
        _("Erase it now"), group.id, AgreeToErase(notice.erasure_id), style="danger", confirm=confirm
    )
    why = _("You get this because you coordinate {group}.").format(group=quoted(group.name, 100))
    return compose(f"{asked} {told}", [section(f"{asked}\n{told}"), *actions([button]), context(why)])


def say_ask(_act: AskToErase, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The request in words."""
    return _("ask that all that is stored about me is erased")


def say_keep(_act: KeepMyData, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """Taking it back, in words."""
    return _("keep what is stored about me")


def say_agree(_act: AgreeToErase, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """Agreeing, in words."""
    return _("erase now what is stored about a person who asked for it")


def label_my_data(_look: MyData, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The file as a button names it."""
    return _("What is stored about me, as a file")
