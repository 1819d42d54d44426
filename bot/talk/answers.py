"""Short answers: what went wrong and what to do next, and questions between a few choices."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import _, ngettext
from bot.dates.texts import own_time, when_words
from bot.dates.when import When
from bot.plan.rules.items import Item
from bot.plan.rules.views import GroupView
from bot.plan.texts.naming import item_name, item_plain
from bot.slack.blocks import Element, actions, context, fit, say, section
from bot.slack.escaping import one_line, quoted, sentence
from bot.slack.message import Message, compose

MOST_BUTTONS = 5


def build_error(error: UserError, group_id: int = 0) -> Message:
    """What cannot be done and the next step; a proposal or the nearest words as buttons."""
    text = sentence(error.text)
    buttons: list[Element] = []
    if error.proposal:
        buttons.append(say(_("Send as proposal"), group_id, f"propose {error.proposal}", style="primary"))
    buttons += [say(words, group_id, words) for words in error.words[:MOST_BUTTONS]]
    return compose(text, [section(text), *actions(buttons)])


def build_apology(error_id: str) -> Message:
    """What a person reads when the fault is ours; the id finds the entry in the log."""
    text = _("Something went wrong on my side, and nothing was changed. Please try again.")
    number = _("If it happens again, tell whoever runs the bot: {id}").format(id=quoted(error_id, 60))
    return compose(text, [section(text), context(number)])


def build_said(text: str, *, buttons: Sequence[tuple[str, str]] = (), group_id: int = 0) -> Message:
    """A plain sentence of ours, with buttons (label, words)."""
    shown = sentence(text)
    return compose(shown, [section(shown), *actions(say(label, group_id, said) for label, said in buttons)])


def build_settled() -> Message:
    """What stands in place of a note once nothing in it needs anybody any more."""
    text = _("✔ All of this is settled. Thank you.")
    return compose(text, [section(text)])


def build_which_item(group: GroupView, items: Sequence[Item], words: str) -> Message:
    """Several items match. `words` is the command line with ``{key}`` where the choice goes."""
    question = _("Which one do you mean?")
    units = []
    for item in items:
        line = f"{item_name(item)}\n{when_words(item.when, group.zone)}"
        units.append([section(line, say(item.key, group.id, words.replace("{key}", item.key)))])
    shown, left = fit(units, 20)
    blocks = [section(question), *shown]
    if left:
        more = ngettext("and {count} more; name its key", "and {count} more; name its key", left)
        blocks.append(context(more.format(count=left)))
    return compose(f"{question} {'; '.join(item_plain(item) for item in items[:10])}", blocks)


def build_which_date(
    group: GroupView, choices: Sequence[When], words: str, *, reader_zone: str | None = None
) -> Message:
    """A date can mean several days. `words` is the command line with ``{when}`` where the choice goes."""
    shown = [when_words(when, group.zone) for when in choices[:MOST_BUTTONS]]
    question = _("Which date do you mean?")
    buttons = [
        say(label, group.id, words.replace("{when}", when.typed()))
        for label, when in zip(shown, choices, strict=False)
    ]
    zones = [own_time(when, group.zone, reader_zone) for when in choices[:MOST_BUTTONS]]
    small = [
        f"{label} {own}" for label, own in zip(shown, zones, strict=True) if own
    ]  # only where clocks differ
    blocks = [section(question), *actions(buttons), *([context(*small)] if small else [])]
    return compose(f"{question} {_(' or ').join(shown)}?".replace("??", "?"), blocks)


def build_which_group(groups: Sequence[GroupView], words: str) -> Message:
    """A person is in several groups and asks outside their channels; the answer is remembered."""
    question = _("Which group do you mean? I will remember it here.")
    buttons = [
        {**say(one_line(group.name, 60), group.id, words), "action_id": "choose"}
        for group in groups[:MOST_BUTTONS]
    ]
    names = ", ".join(quoted(group.name, 60) for group in groups[:MOST_BUTTONS])
    return compose(f"{question} {names}", [section(question), *actions(buttons)])
