"""A finished message: its blocks, and the text that stands for them where blocks cannot be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.attached import Attached
from bot.core.i18n import _, speaking
from bot.core.registry import Shown
from bot.slack.blocks import MESSAGE_LETTERS, Block, context, divider, is_within, letters_of, number_actions
from bot.slack.escaping import clip

TEXT_LIMIT = 3000
MOST_BLOCKS, MOST_BLOCKS_OF_VIEW = 50, 100


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` reads well alone (screen readers, notifications); `blocks` are Block Kit's dicts."""

    text: str
    blocks: list[Block]
    files: tuple[Attached, ...] = ()
    """Files that go with it, into the direct conversation of whoever asked."""


def as_answer(message: Shown) -> dict[str, Any]:
    """The body that answers a command in its acknowledgement, for its sender alone."""
    return {"response_type": "ephemeral", "text": message.text, "blocks": message.blocks}


def compose(text: str, blocks: Sequence[Block]) -> Message:
    """Finish a message: unique action ids, and Slack's limits on the whole.

    Builders shorten by meaning ("and 12 more") long before; the cut here is the last resort.
    """
    kept = list(blocks[:MOST_BLOCKS])
    if not is_within(kept, MESSAGE_LETTERS):
        kept = _shorten(kept)
    number_actions(kept)
    return Message(clip(text, TEXT_LIMIT).strip() or "–", kept)


def in_languages(build: Callable[[], Shown], languages: Sequence[str]) -> Shown:
    """A message in one language, or in several below each other; only the first has buttons and menus.

    Where Slack takes no message of that length, it is in the first language, and says so.
    """
    said = []
    for language in languages:
        with speaking(language):
            said.append(build())
    first, *others = said
    if not others:
        return first
    blocks = list(first.blocks)
    for other in others:
        blocks += [divider(), *(_words_of(block) for block in other.blocks if block["type"] != "actions")]
    if len(blocks) > MOST_BLOCKS or not is_within(blocks, MESSAGE_LETTERS):
        with speaking(languages[-1]):
            blocks = [*first.blocks[: MOST_BLOCKS - 1], context(_("This is too long for two languages."))]
    return Message(clip("\n".join(shown.text for shown in said), TEXT_LIMIT), blocks)


def _words_of(block: Block) -> Block:
    return {key: value for key, value in block.items() if key not in ("accessory", "block_id")}


def _shorten(blocks: Sequence[Block]) -> list[Block]:
    """Leave out the last words, never the buttons, and say so."""
    kept = list(blocks)
    note = context(_("and more, too long to show here"))
    while letters_of([*kept, note]) > MESSAGE_LETTERS:
        last = max(index for index, block in enumerate(kept) if block["type"] != "actions")
        del kept[last]
    kept.insert(last, note)
    return kept
